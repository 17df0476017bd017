# Les pages publiques à côté du répertoire, de la carte et des statistiques.

site-menu = Toutes les pages
site-menu-records = Fiches
site-menu-federation = Fédération
site-menu-node = Ce nœud

site-practices = Bonnes pratiques
site-practices-about = Ce que des plateformes et leurs membres ont essayé et qui a fait ses preuves, avec ce qui l’a permis.
site-partnerships = Partenariats
site-partnerships-about = Qui travaille avec qui, entre le Nord et le Sud, au sein du Sud et au sein du Nord. Un partenariat compte dès que toutes les plateformes qu’il nomme l’ont accepté.
site-opportunities = Opportunités
site-opportunities-about = Marchés publics, subventions, prêts, appels à partenaires, offres et besoins.
site-until = jusqu’au { $day }
site-events = Événements
site-events-about = Académies, conférences et rencontres, sur place et en ligne. Le fichier de calendrier ci-dessous s’ouvre dans tout agenda.
site-events-coming = À venir
site-events-past = Passés
site-events-cut = Il y a davantage d’événements ; voici les { $count } publiés en dernier. Le répertoire les contient tous.
site-online = en ligne
site-policies = Lois et politiques
site-policies-about = Lois, politiques, stratégies et règlements pour l’économie sociale et solidaire, par pays.
site-library = Bibliothèque
site-library-about = Outils, guides et recueils, et cours d’apprentissage à distance.
site-expertise = Réseau d’expertise
site-expertise-about = Qui connaît quoi dans l’économie sociale et solidaire, dans quels pays et dans quelles langues.
site-expertise-members = Ces fiches nomment des personnes. Elles sont destinées aux équipes des plateformes de cette fédération et ne figurent sur aucune page publique.
site-expertise-ask = Si vous cherchez quelqu’un, la plateforme de votre pays peut demander pour vous.
site-expertise-enter = Pour l’équipe : se connecter et consulter
site-expertise-staff = Des personnes de toutes les plateformes qui ont accepté d’être sollicitées. Leurs fiches prennent fin d’elles-mêmes au bout d’un an au plus.

site-day = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year }

site-all-languages = Afficher les { $count } langues
site-one-language = Afficher une seule langue
site-in-language = Langue : { $language }.
site-away = { " " }(autre site)
site-alike = Peut-être la même chose
site-alike-hint = Ces fiches semblent porter sur la même chose. Rien n’a été fusionné : seules les plateformes peuvent le dire.
site-address = Adresse de cette page
site-take-record = Cette fiche en fichier :

site-verified = Ce que « vérifié » veut dire
site-verified-signature = Chaque version d’une fiche est signée avec la clé de la plateforme qui l’a écrite. Avant d’accepter une fiche, un nœud vérifie cette signature, ou celle d’une entrée plus récente qui repose sur elle : sans la clé, personne ne peut ni écrire ni modifier une fiche au nom de la plateforme.
site-verified-log = Chaque plateforme numérote ce qu’elle signe, et chaque numéro repose sur le précédent. Personne ne peut donc rien retirer ni rien intercaler sans que chaque nœud s’en aperçoive.
site-verified-not = Cela ne veut pas dire que quelqu’un a contrôlé si le contenu est vrai. La plateforme qui signe en répond.
site-check = Comment le vérifier sans faire confiance à ce nœud
site-check-take = Prenez l’entrée signée sur ce nœud ou sur n’importe quel autre de la fédération ; tous ont les mêmes octets.
site-check-entry = L’entrée en JSON
site-check-signature = La signature : l’enveloppe (cose_base64) est une structure COSE_Sign1 (RFC 9052) que toute bibliothèque COSE vérifie. La clé (Ed25519) est dans le DID ; external_aad est l’identifiant de la fédération.
site-check-body = Le contenu : le SHA-256 du corps (body_base64) doit être celui qui figure dans l’enveloppe signée.
site-check-id = L’entrée : le SHA-256 des octets de l’enveloppe doit être l’identifiant de l’entrée.
site-check-did = Le signataire : le DID doit être celui de la plateforme. Comparez-le avec la liste des membres, ou demandez-le à la plateforme par téléphone.

site-atlas = Carte des membres et des liens de ce nœud avec eux
site-atlas-hint = Le point foncé est ce nœud. Les lignes sont ses connexions en ce moment, dessinées selon le type de lien ; le tableau dit la même chose.
site-link-of-node = Lien avec ce nœud
site-this-node = ce nœud
site-no-link = non connectée en ce moment

site-about = À propos de ce nœud
site-about-who = Qui gère ce nœud
site-about-profile = Ce que la plateforme dit d’elle-même
site-about-no-profile = La plateforme n’a pas encore publié de fiche sur elle-même.
site-about-what = Ce qu’est Ayni
site-about-ayni = Ayni est un réseau de plateformes nationales de l’économie sociale et solidaire. Chaque plateforme a son propre nœud, signe ses propres fiches et garde une copie de celles de toutes les autres. Il n’y a pas de centre : si un nœud s’éteint, tout ce qu’il a publié reste lisible sur les autres.
site-about-name = Le nom veut dire réciprocité en quechua : aujourd’hui pour toi, demain pour moi.
site-about-licence = Licence des données
site-about-licence-text = Chaque fiche dit sous quelle licence sa plateforme la partage ; vous la trouvez parmi les données de la fiche et dans chaque fichier. Citez la plateforme qui l’a signée lorsque vous l’utilisez.
site-about-take = Emporter les données
site-about-take-files = En fichier : le répertoire donne ce qu’il affiche en tableau, pour des cartes ou pour des programmes
site-about-take-feed = En flux : ce qui a été publié en dernier
site-about-take-api = Par un programme : l’interface, que vous pouvez essayer
site-about-take-embed = Sur votre propre site : la liste ou la carte
site-about-access = Accessibilité
site-about-access-done = Ces pages sont conçues pour respecter les WCAG 2.2 au niveau AA. Elles fonctionnent sans JavaScript, au clavier seul, sur un petit écran et avec une connexion lente, et ont les titres, libellés et langues dont un lecteur d’écran a besoin. Tout ce que montre une carte figure aussi dans un tableau.
site-about-access-limits = Aucun organisme indépendant ne les a encore évaluées, et aucune personne qui dépend d’un lecteur d’écran ne les a testées. Les textes des fiches sont tels que les plateformes les ont écrits : certains n’existent qu’en une langue ou n’ont pas de titres. Des documents sur d’autres sites peuvent ne pas être accessibles.
site-about-access-tell = Si quelque chose vous empêche d’accéder à ces pages, dites-le à la plateforme qui gère ce nœud.
site-about-privacy = Vie privée
site-about-privacy-none = Personne n’est suivi ici : il n’y a ni statistiques de visiteurs, ni publicité, ni rien qui vienne d’autres sites. Les pages n’affichent aucune image venue d’ailleurs.
site-about-privacy-cookies = Il y a un seul cookie pour les visiteurs : la langue que vous avez choisie, pour un an. L’équipe qui se connecte en a un autre jusqu’à sa déconnexion, pour douze heures au plus.
site-about-privacy-address = Le nœud garde votre adresse réseau en mémoire pendant un court moment, pour que personne ne puisse le surcharger, et ne l’écrit nulle part. Un serveur web placé devant lui peut tenir son propre journal ; demandez à la plateforme.

site-embed = Pour votre propre site
site-embed-about = Placez la liste ou la carte des fiches dans une page de votre site. Elle est toujours comme ici, dans la langue et avec les filtres que vous choisissez.
site-embed-what = Quoi
site-embed-make = Préparer le code
site-embed-copy = À copier
site-embed-copy-hint = Collez ceci dans votre page, là où les fiches doivent apparaître.
site-embed-see = Voir ce que cela affiche
site-embed-all = Toutes ces fiches dans le répertoire
site-embed-privacy = Ce qui est inséré ne dépose aucun cookie et n’exécute aucun script. Les liens ouvrent la fiche ici dans un nouvel onglet.

site-api = Pour les programmes
site-api-about = Ce que montrent ces pages, des programmes peuvent aussi le lire. Vous pouvez l’essayer ici : chaque formulaire mène à la réponse qu’un programme recevrait.
site-api-english = Les descriptions sont en anglais, comme les programmes les lisent à l’adresse
site-api-try = Lire, pour tout le monde
site-api-ask = Afficher la réponse
site-api-missing = Veuillez remplir ce champ.
site-api-commands = Avec le jeton
site-api-commands-hint = Il faut pour cela le jeton d’accès du nœud, qu’une page ne doit pas connaître. Demandez en ligne de commande, dans le dossier où se trouve le fichier api.token ; le fichier nommé après le @ contient ce que vous envoyez.
