# Ce que le programme écrit : son aide, les noms des valeurs, ce qui a été fait et la suite.

# Aide : le programme

help-ayni = Un nœud d'une fédération de plateformes de l'économie sociale et solidaire : il signe les fiches de cette plateforme, les partage avec les autres et garde une copie des leurs.
help-usage = Utilisation :
help-arguments = Arguments
help-options = Options
help-commands = Commandes
help-command-name = COMMANDE
help-option-data = Le répertoire de données (ou AYNI_DATA) ; par défaut, l'emplacement habituel du système
help-option-json = Écrire une valeur JSON sur la sortie standard, et les erreurs en JSON aussi
help-option-quiet = N'écrire que les erreurs sur la sortie d'erreur
help-option-lang = Langue des textes : en, fr ou es ; par défaut celle de l'environnement
help-option-help = Afficher cette aide
help-option-version = Afficher la version
help-help = Afficher l'aide d'une commande
help-help-command = La commande

# Aide : le premier jour d'une plateforme

help-init = Créer cette plateforme : sa clé, sa configuration et son stockage
help-init-name = Le nom de la plateforme
help-init-country = Son pays : deux lettres ISO 3166-1, par exemple SN
help-init-side = north ou south, si la table des pays dit autre chose
help-init-language = La langue dans laquelle elle écrit surtout, par exemple fr ; en par défaut
help-federation = Fonder une fédération
help-federation-found = Créer la première charte, avec cette plateforme comme membre
help-federation-found-name = Le nom de la fédération
help-federation-found-quorum = Ce qu'exige un changement de la charte : majority (par défaut) ou two_thirds des membres
help-federation-found-member = La carte d'un autre fondateur, telle que son `ayni init` l'a écrite ; peut être répétée
help-invite = Écrire un billet avec lequel une plateforme trouve cette fédération
help-invite-role = Le rôle qu'elle peut attendre : member, observer ou mirror
help-invite-expires = La durée de validité du billet, par exemple 12h ou 7d
help-join = Accepter un billet ; le nœud trouve la fédération à son démarrage
help-join-ticket = Ce que `ayni invite` a écrit
help-serve = Faire tourner le nœud jusqu'à Ctrl-C
help-serve-listen = Où les pairs le joignent, par exemple /ip4/0.0.0.0/tcp/4370 ; peut être répété
help-serve-http = Où se trouvent le site et l'API, par exemple 127.0.0.1:4380 ; le port 0 en prend un libre
help-serve-peer = Un pair à appeler d'abord, avec sa partie /p2p/ ; peut être répété
help-serve-alone = Signer bien qu'aucune autre plateforme n'ait dit jusqu'où elle connaît ce journal ; seulement si ce magasin n'est pas une ancienne copie
help-serve-log = Ce qu'il faut journaliser, par exemple debug ou ayni_node=trace (ou RUST_LOG)

# Aide : ce que le nœud montre

help-status = Montrer ce nœud d'un coup d'œil
help-peers = Montrer les connexions, et lesquelles sont Nord–Sud ou Sud–Sud
help-list = Lister les fiches, celles de cette plateforme et celles des autres
help-list-limit = Nombre maximal de fiches par page : 1 à 500, par défaut 50
help-list-cursor = Continuer là où la page précédente s'est arrêtée
help-search = Trouver des fiches par leurs mots, dans n'importe laquelle de leurs langues
help-search-text = Des mots des fiches ; de petits mots peuvent manquer, et les noms supportent une faute de frappe
help-search-sort = Ce qui vient d'abord : relevance, newest, name, ou distance avec --near
help-search-limit = Nombre maximal de fiches par page : 1 à 500, par défaut 50
help-search-cursor = Continuer là où la page précédente s'est arrêtée
help-index = S'occuper de l'index de recherche
help-index-rebuild = Refaire l'index de recherche à partir des fiches
help-show = Montrer une fiche, ses champs sous les noms des fichiers d'import
help-show-id = L'identifiant de la fiche
help-history = Montrer toutes les versions d'une fiche, et qui les a signées et quand
help-history-id = L'identifiant de la fiche
help-schema = Imprimer le schéma JSON d'un type de fiche, pour les programmes ; sans type, lister les types
help-schema-kind = Le type de fiche
help-schema-example = Imprimer plutôt une fiche inventée avec nombre de ses champs
help-entry = Montrer une entrée signée
help-entry-id = L'identifiant de l'entrée
help-entry-cose = Écrire les octets signés (COSE_Sign1) dans ce fichier ; - pour la sortie standard

# Aide : fiches à l'entrée et à la sortie

help-publish = Signer des fiches comme celles de cette plateforme et les partager
help-publish-file = Une fiche, un tableau ou une fiche par ligne, en JSON ; - pour l'entrée standard
help-withdraw = Retirer une fiche de cette plateforme de toutes les listes
help-withdraw-id = L'identifiant de la fiche
help-erase = Reprendre pour toujours ce que cette plateforme a dit dans une fiche : le texte disparaît de tous les nœuds
help-erase-id = L'identifiant de la fiche
help-erase-yes = Le faire ; il n'y a pas de retour
help-receipt = Montrer quelles plateformes ont confirmé qu'une fiche est effacée de leurs fichiers
help-receipt-id = L'identifiant de la fiche
help-stale = Énumérer les fiches de cette plateforme que quelqu'un devrait revoir, celles qui attendent depuis le plus longtemps d'abord
help-stale-limit = Nombre maximal de fiches montrées : 1 à 500, par défaut 500
help-review = Signer qu'une fiche de cette plateforme a été revue et qu'elle est juste
help-review-id = L'identifiant de la fiche
help-review-next = Quand la revoir, par exemple 2027-11-25 ; par défaut dans un an
help-translate = Ajouter une langue aux textes d'une fiche de cette plateforme ; l'original reste tel quel
help-translate-id = L'identifiant de la fiche
help-translate-language = La langue de la traduction, sous forme d'étiquette BCP 47, comme fr
help-translate-file = Les textes, comme --template les écrit : JSON, ou TOML dans un fichier nommé .toml ; - pour stdin
help-translate-machine = Une machine l'a faite : la fiche le dit
help-translate-replace = Remplacer les textes que la fiche a dans cette langue
help-translate-template = Écrire plutôt les textes à traduire, dans la langue d'origine
help-duplicates = Montrer les fiches qui portent sans doute sur la même chose, avec les raisons ; rien n'est fusionné
help-duplicates-across = Comparer aussi avec les fiches des autres plateformes
help-duplicates-limit = Nombre maximal de paires montrées : 1 à 500, par défaut 50
help-same = Dire dans une fiche de cette plateforme qu'une autre fiche porte sur la même chose ; l'autre reste telle quelle
help-same-one = L'identifiant d'une fiche ; des deux, celle de cette plateforme est publiée à nouveau, la première si les deux le sont
help-same-other = L'identifiant de l'autre
help-accept = Prendre part à un partenariat publié par une autre plateforme
help-accept-id = L'identifiant de la fiche
help-accept-decline = Ne pas y prendre part, ou ne plus le faire
help-flag = Dire qu'un commentaire devrait être examiné ; il reste où il est
help-flag-id = L'identifiant du commentaire
help-flag-reason = Pourquoi : spam, insult, personal_data, untrue, off_topic, unlawful ou other
help-hide = Ne plus montrer un commentaire sur les pages et dans les listes de ce nœud ; sur aucun nœud s'il porte sur une fiche de cette plateforme
help-hide-id = L'identifiant du commentaire
help-hide-reason = Pourquoi : spam, insult, personal_data, untrue, off_topic, unlawful ou other
help-allow = Retirer ce que cette plateforme reprochait à un commentaire
help-allow-id = L'identifiant du commentaire
help-import = Publier les lignes d'un fichier ; un second import met à jour et ne duplique jamais
help-import-file = Un fichier .xlsx, .csv, .tsv, .txt, .geojson, .json ou .jsonl
help-import-kind = Ce que deviennent les lignes, par exemple enterprise ; ayni schema énumère les types ; une correspondance le dit aussi
help-import-map = Un fichier de correspondance, ou le nom d'une correspondance fournie ; sinon, les colonnes portent les noms des champs
help-import-format = csv, xlsx, geojson, json ou jsonl, si le nom du fichier ne le dit pas
help-import-encoding = Comment un fichier texte est écrit (utf-8, utf-16le, windows-1252, macintosh …), si c'est mal deviné
help-import-separator = comma, semicolon, tab, pipe ou un autre signe, si c'est mal deviné
help-import-sheet = La feuille d'un fichier XLSX ; par défaut la première qui se voit
help-import-dry-run = Montrer ce qui arriverait, fiche par fiche et champ par champ, et ne rien publier
help-import-rejected = Écrire les lignes refusées dans ce fichier, chacune avec la raison
help-import-withdraw-missing = Retirer les fiches de ce type que le fichier n'a plus ; avec =PREFIX celles seules dont l'oid commence ainsi
help-import-yes = Les retirer aussi quand elles sont plus d'un cinquième
help-import-suggest-mapping = Écrire un fichier de correspondance avec ce que disent les noms des colonnes, et ne rien importer
help-export = Écrire des fiches publiques ; celles de cette plateforme se réimportent telles quelles
help-export-internal = Aussi les fiches réservées à la fédération
help-export-with-contacts = Aussi les contacts et les expertises, qui nomment des personnes
help-export-format = csv, xlsx, json, jsonl, geojson, jsonld, murmurations ou ical ; par défaut selon le nom du fichier, sinon jsonl
help-export-output = Écrire dans ce fichier plutôt que sur la sortie standard

# Aide : les filtres, que prennent plusieurs commandes

help-filter-kind = Seulement ce type, par exemple enterprise ; ayni schema les énumère
help-filter-country = Seulement les fiches de ce pays, par exemple SN
help-filter-region = Seulement les fiches de cette partie d'un pays, par exemple SN-DK
help-filter-side = Seulement les fiches de plateformes du nord (north) ou du sud (south)
help-filter-platform = Seulement les fiches de cette plateforme : son nom ou son did
help-filter-sector = Seulement ce secteur, comme isic:A ; peut être répété, l'un d'eux suffit alors
help-filter-sdg = Seulement ce qui sert cet objectif de développement durable : 1 à 17
help-filter-pillar = Seulement les fiches qui servent ce pilier du travail décent
help-filter-modality = Seulement les partenariats de ce rapport entre Nord et Sud
help-filter-form = Seulement les entreprises de cette forme juridique, comme cooperative ou mutual_society
help-filter-language = Seulement les fiches qui ont un texte dans cette langue, comme fr
help-filter-status = Seulement ce qui est en activité (active), en attente (pending), fermé (closed), retiré (withdrawn), ou un commentaire signalé (flagged) ou masqué (hidden) ; ce qui est retiré ou masqué ne se montre que sur demande
help-filter-near = Seulement ce qui se trouve à moins de KM kilomètres d'un point en degrés décimaux, comme 14.69,-17.44,25
help-filter-updated-since = Seulement ce qui a été publié ou modifié ce jour, ce mois ou cette année, ou plus tard

# Aide : la fédération

help-charter = Montrer la charte de la fédération, ou la changer
help-charter-show = Montrer les membres et les règles
help-charter-propose = Proposer un changement de la charte
help-charter-propose-admit = Admettre une plateforme, par la carte que son `ayni init` a écrite ; peut être donné plusieurs fois
help-charter-propose-role-admitted = Les admettre dans ce rôle : member (par défaut), observer ou mirror
help-charter-propose-remove = Retirer un membre, désigné par son nom ou son did ; ce qu'il a publié jusqu'ici reste
help-charter-propose-role = Donner un autre rôle à un membre : member, observer ou mirror
help-charter-propose-quorum = Décider selon une autre règle : majority ou two_thirds
help-charter-propose-replace = Laisser une plateforme continuer avec une nouvelle clé, par la carte faite avec cette clé
help-charter-propose-unfreeze = Mettre fin au gel d'un journal divisé : la branche qui compte finit par cette entrée
help-charter-ballots = Montrer ce qui est proposé, qui a signé et qui manque
help-charter-sign = Signer une proposition
help-charter-sign-hash = L'empreinte de la proposition, telle que `ayni charter ballots` la montre ; ses huit premiers chiffres suffisent
help-charter-sign-next-round = Passer au tour suivant bien que celui-ci puisse encore aboutir, quand des membres sont injoignables
help-charter-refuse = Signer que cette plateforme n'est pour aucune des propositions de ce tour
help-charter-refuse-next-round = Passer au tour suivant bien que celui-ci puisse encore aboutir
help-verify = Vérifier chaque journal de sa première entrée à la dernière
help-verify-deep = Vérifier une à une toutes les signatures et tous les contenus
help-key = Garder la clé de la plateforme en lieu sûr, ou la rétablir
help-key-show = Montrer le did, la clé en mots et la carte
help-key-backup = Écrire la clé, la configuration et la fédération dans un fichier que seule une phrase secrète ouvre
help-key-backup-file = Le fichier à écrire ; il ne doit pas encore exister
help-key-backup-passphrase-file = Lire la phrase secrète dans ce fichier, ou sur stdin avec - ; sinon elle est demandée
help-key-words = Montrer toute la clé en 24 mots, à écrire sur papier
help-key-words-yes = Les montrer : personne d'autre ne voit cet écran
help-key-restore = Rétablir une plateforme dans un répertoire de données vide
help-key-restore-file = La sauvegarde
help-key-restore-passphrase-file = Lire la phrase secrète dans ce fichier, ou sur stdin avec - ; sinon elle est demandée
help-key-restore-words = Lire les 24 mots de la clé sur stdin
help-key-restore-name = Le nom de la plateforme
help-key-restore-country = Son pays : un code ISO de deux lettres
help-key-restore-side = Son côté, si ce n'est pas celui qui découle du pays : north ou south
help-key-restore-language = La langue dans laquelle elle écrit surtout, en étiquette BCP 47
help-demo = Faire tourner toute une fédération sur cette machine, Nord et Sud, avec des fiches d'exemple
help-demo-platforms = Combien de plateformes, du Sud et du Nord à tour de rôle ; 3 par défaut, au plus 12
help-demo-records = Nombre maximal de fiches d'exemple que publie chaque plateforme
help-demo-exit-when-synced = Terminer dès que toutes les plateformes ont la même chose

# Noms de valeurs et de colonnes

cli-address = adresse
cli-author = auteur
cli-authors = auteurs
cli-bad = mauvais
cli-basis = base
cli-body = contenu
cli-card = carte
cli-countries = pays
cli-country = pays
cli-data-dir = répertoire de données
cli-did = did
cli-disk = disque
cli-entries = entrées
cli-entry = entrée
cli-epoch = époque
cli-erased = effacés
cli-federation = fédération
cli-forks = bifurcations
cli-frontier = empreinte de la frontière
cli-id = id
cli-kind = type
cli-link = lien
cli-links = liens
cli-listening = écoute sur
cli-name = nom
cli-op = opération
cli-outcome = résultat
cli-peer-id = id de pair
cli-peers = pairs
cli-platform = plateforme
cli-prev = précédente
cli-quorum = quorum
cli-ballots-needed = signatures nécessaires
cli-former = Journaux terminés ; ce qu'ils contiennent reste :
cli-last-entry = dernière entrée
cli-successor = continue comme
cli-key-words = clé en mots
cli-read = lues
cli-records = fiches
cli-records-behind = { $records }, et { $unlisted } entrées ne sont pas encore dans les listes
cli-rejected = refusées
cli-role = rôle
cli-rtt = aller-retour ms
cli-score = score
cli-seq = n°
cli-side = côté
cli-since = depuis
cli-state = état
cli-status = statut
cli-time = date
cli-title = titre
cli-transport = transport
cli-uptime = en marche depuis
cli-version = version
cli-web = site web
cli-review-by = à revoir avant
cli-updated = mise à jour
cli-state-joining = adhésion : la charte n'est pas encore arrivée
cli-state-applied = candidature faite : la plateforme qui vous a invité le sait ; ses membres décident
cli-state-unheard = candidature pas encore faite : la plateforme qui vous a invité est injoignable ; reprenez le billet quand son nœud tourne
cli-state-removed = retirée : la charte en vigueur, époque { $epoch }, ne nomme plus cette plateforme
cli-state-alone = seul : aucun pair n'est connecté
cli-state-syncing = synchronisation : { $behind } entrées des pairs manquent encore ici
cli-state-syncing-rate = synchronisation : { $behind } entrées des pairs manquent encore ici, { $rate } arrivent par seconde, encore { $remaining } environ
cli-state-syncing-stalled = synchronisation : { $behind } entrées des pairs manquent encore ici, et aucune n'est arrivée ces dernières secondes
cli-state-synced = à jour : rien ne manque, à notre connaissance
cli-side-north = Nord
cli-side-south = Sud
cli-side-none = –
cli-link-north-south = Nord–Sud
cli-link-south-south = Sud–Sud
cli-link-north-north = Nord–Nord
cli-outcome-published = publiées
cli-outcome-updated = mises à jour
cli-outcome-unchanged = inchangées
cli-outcome-withdrawn = retirées
cli-result-published = publiée
cli-result-updated = mise à jour
cli-result-unchanged = inchangée
cli-platform-line = { $name } ({ $country }, { $side })
cli-links-line = Nord–Sud { $north_south }, Sud–Sud { $south_south }, Nord–Nord { $north_north }

# Ce qui a été fait, et la suite

cli-init-done = Cette plateforme est créée. Sa clé secrète ne quitte jamais le répertoire de données : gardez-en une copie en lieu sûr.
cli-init-next = Ensuite : fondez une fédération avec `ayni federation found --name NOM`, ou envoyez la carte à un membre et utilisez son billet avec `ayni join BILLET`.
cli-found-done =
    La fédération « { $name } » est fondée avec { $count ->
        [one] un membre
       *[other] { $count } membres
    }.
cli-found-next = Ensuite : lancez le nœud avec `ayni serve`, et invitez d'autres plateformes avec `ayni invite`.
cli-invite-next = Envoyez ce billet à la plateforme ; elle rejoint avec `ayni join BILLET`. Si elle n'est pas encore membre, c'est sa candidature : `ayni charter ballots` la montre, et les membres signent.
cli-join-done = Le billet est valable et conservé.
cli-join-next = Ensuite : lancez le nœud avec `ayni serve` ; quand les membres auront admis cette plateforme, il reçoit tout de lui-même.
cli-join-words = Lisez ces mots à un membre : ils montrent que la clé qu'on lui demande d'admettre est la vôtre.
cli-proposed = Proposé, et signé par cette plateforme.
cli-proposed-only = Proposé. Cette plateforme a voté autrement dans un tour qui peut encore aboutir ; `ayni charter sign` signe celle-ci quand ce tour est terminé.
cli-signed = Signé par cette plateforme.
cli-signed-already = Rien à signer : cette plateforme a déjà signé cela dans ce tour.
cli-refused = Signé : cette plateforme n'est pour aucune des propositions de ce tour.
cli-in-force = La charte est en vigueur ; son époque est { $epoch }.
cli-vote-next = Ensuite : `ayni charter ballots` montre qui a signé et qui manque.
cli-ballots =
    Époque { $epoch }, tour { $round } : { $quorum ->
        [one] { $quorum } membre sur { $voters } doit
       *[other] { $quorum } membres sur { $voters } doivent
    } signer.
cli-ballots-none = Rien n'est proposé.
cli-proposed-by = proposé par { $names }
cli-applied = candidate d'elle-même, invitée par { $name }
cli-votes = signé par { $count } sur { $quorum } : { $names } ; manquent : { $missing }
cli-refusals = Pour aucune : { $names }
cli-double = { $name } a signé deux bulletins qui se contredisent.
cli-frozen = Le journal de { $name } est gelé : il a deux entrées de numéro { $seq } ({ $entries }).
cli-change-admit = admettre { $name } ({ $country }) comme { $role } ; clé : { $words }
cli-change-remove = retirer { $name } ({ $country }) ; ses entrées jusqu'à { $seq } restent
cli-change-role = faire de { $name } ({ $country }) : { $value }
cli-change-replace = laisser { $name } ({ $country }) continuer avec une autre clé : { $words } ; ses entrées jusqu'à { $seq } restent
cli-change-unfreeze = continuer le journal de { $name } ({ $country }) depuis l'entrée { $seq }, { $entry }
cli-change-quorum = décider selon la règle : { $value }
cli-serve-ready = Le nœud est prêt. Ctrl-C l'arrête.
cli-serve-ending = Arrêt du nœud …
cli-peers-none = Aucune connexion en ce moment.
cli-list-total =
    { $shown ->
        [one] { $shown } fiche
       *[other] { $shown } fiches
    } sur { $total }.
cli-list-next = La page suivante : ajoutez --cursor { $cursor }
cli-checking = Vérification
cli-indexing = Création de l'index de recherche
cli-index-forgotten = L'index de recherche est mis de côté : le prochain nœud qui démarre ici le refait.
cli-seconds = secondes
cli-publishing = Publication
cli-publish-done =
    { $published ->
        [one] { $published } publiée
       *[other] { $published } publiées
    }, { $updated ->
        [one] { $updated } mise
       *[other] { $updated } mises
    } à jour, { $unchanged ->
        [one] { $unchanged } inchangée
       *[other] { $unchanged } inchangées
    }.
cli-publish-lost =
    { $count ->
        [one] La première fiche est publiée
       *[other] Les { $count } premières fiches sont publiées
    } et en sécurité. Relancez la même commande quand le nœud est de retour : une fiche avec un `oid` n'est jamais publiée deux fois.
cli-withdraw-done = La fiche { $id } est retirée.
cli-accept-done = Cette plateforme prend part à { $id } tel qu'il est. Une version modifiée demande une nouvelle réponse.
cli-decline-done = Cette plateforme ne prend pas part à { $id }.
cli-flag-done = Cette plateforme dit que { $id } devrait être examiné. Il se montre comme avant.
cli-hide-done = Le commentaire { $id } ne se montre plus ici ; sur aucun nœud s'il porte sur une fiche de cette plateforme. `ayni allow { $id }` l'annule.
cli-allow-done = Cette plateforme n'a rien contre { $id }.
cli-flagged-by = { $name } dit que ceci devrait être examiné : { $reason } ({ $time })
cli-hidden-by = { $name } ne montre pas ceci : { $reason } ({ $time })
cli-comment = { $time } { $handle }, { $name } : { $body } ({ $id })
cli-comment-unnamed = { $time } { $name } : { $body } ({ $id })
cli-erase-done = La fiche { $id } est effacée ici, et son texte disparaît de chaque nœud dès qu'il l'apprend. `ayni receipt { $id }` montre lesquels l'ont confirmé.
cli-entry-erased = L'auteur a fait effacer le contenu ; ce qui est signé prouve encore qu'il y en avait un.
cli-receipt-erased = effacée
cli-receipt-not-yet = pas encore
cli-receipt-cannot = ne peut pas confirmer : un miroir ne signe rien
cli-receipt-complete = Toutes les plateformes qui signent ont confirmé que { $id } a disparu de leurs fichiers.
cli-receipt-waiting = Toutes les plateformes n'ont pas encore confirmé. Un nœud confirme quand il a appris l'effacement et réécrit ses fichiers.
cli-revised-unchanged = La fiche le dit déjà : rien n'a été signé.
cli-review-done = La fiche { $id } a été revue. Prochaine révision : { $next }.
cli-reasons = pourquoi
cli-duplicates-none = Aucun doublon probable n'a été trouvé.
cli-duplicates-total =
    { $shown } sur { $total ->
        [one] { $total } paire probable
       *[other] { $total } paires probables
    }.
cli-duplicates-partly = Il y a plus que ce qui se compare en une fois : restreignez avec des filtres.
cli-duplicates-next = Ensuite : `ayni same ID ID` dit que deux fiches portent sur la même chose ; `ayni withdraw ID` retire l'une des vôtres des listes. Un même nom n'est pas toujours une même organisation.
cli-same-done = Cette plateforme dit désormais que { $one } et { $other } sont identiques.
cli-translate-done = La fiche { $id } a désormais aussi ces textes en { $language }.
cli-translate-next = Ces textes sont en { $language }. Écrivez la traduction à leur place, ôtez ce qui n'est pas traduit, et ajoutez-la avec `ayni translate ID --language TAG --file FILE`.
cli-stale-none = Aucune fiche de cette plateforme n'attend d'être revue.
cli-stale-total =
    { $shown } sur { $total ->
        [one] { $total } fiche à revoir
       *[other] { $total } fiches à revoir
    }.
cli-stale-next = Ensuite : publiez à nouveau ce qui a changé, `ayni withdraw ID` ce qui n'existe plus, et dites `ayni review ID` de ce qui est encore juste.
cli-entry-written = Les octets signés sont dans { $path }.
cli-verifying = Vérification
cli-fault = { $author }, entrée { $seq } : { $why }
cli-fork = deux entrées ont ce numéro
cli-verify-ok = Chaque journal est complet et authentique.
cli-key-kept = La clé est dans { $path }, et a été relue. Gardez la phrase secrète ailleurs.
cli-words-warning = Qui lit ces mots signe pour la plateforme. Écrivez-les sur papier, dans l'ordre, et gardez le papier sous clé.
cli-words-asked = Tapez les 24 mots, puis terminez la saisie (Ctrl-D).
cli-passphrase = Phrase secrète :
cli-passphrase-again = La même encore une fois :
cli-restore-done = La plateforme est rétablie.
cli-restore-next = Ensuite : lancez le nœud avec `ayni serve` ; il reprend ses fiches chez les autres avant de signer quoi que ce soit. Si plus personne n'est joignable aux anciennes adresses, prenez d'abord un nouveau billet, avec `ayni join BILLET`.
cli-restore-words-next = Ensuite : demandez un billet à un autre membre, `ayni join BILLET`, puis `ayni serve` ; le nœud reprend ses fiches chez les autres avant de signer quoi que ce soit.
cli-export-done =
    { $count ->
        [one] { $count } fiche est
       *[other] { $count } fiches sont
    } dans { $path }.
cli-export-left-out =
    { $count ->
        [one] { $count } fiche n'a pas de place dans { $format } et a été omise.
       *[other] { $count } fiches n'ont pas de place dans { $format } et ont été omises.
    }
cli-exporting = Export

# Import

cli-importing = Import
cli-import-dry = Vérifié seulement : rien n'a été publié.
cli-import-sheet = Lu : feuille { $sheet }.
cli-import-table = Lu comme { $encoding }, cellules séparées par des { $separator }.
cli-import-text = Lu comme { $encoding }.
cli-withdrawing = Retrait
cli-withdraw-asked = Il manque au fichier { $count } fiches sur { $held }. Les retirer ? Tapez oui pour le faire :
cli-answer-yes = oui
cli-column = colonne
cli-field = champ
cli-suggest-doubtful = { $count ->
    [one] Une colonne peut désigner plus d'un champ : le fichier dit lesquels.
   *[other] { $count } colonnes peuvent désigner plus d'un champ : le fichier dit lesquels.
}
cli-suggest-missing = Reste à dire : { $fields }
cli-suggest-done = { $path } est un fichier de correspondance pour commencer. Rien n'a été importé.
cli-import-rejected =
    { $count ->
        [one] Une ligne a été refusée
       *[other] { $count } lignes ont été refusées
    }. Avec --rejected FILE, elles vont dans un fichier, à corriger et réimporter.
cli-import-rejected-file =
    { $count ->
        [one] Une ligne a été refusée et se trouve
       *[other] { $count } lignes ont été refusées et se trouvent
    } dans { $path } avec les raisons.
cli-import-acknowledged =
    Jusque-là, { $read ->
        [one] { $read } ligne a été lue
       *[other] { $read } lignes ont été lues
    }, et le nœud en a confirmé { $published ->
        [one] { $published } publiée
       *[other] { $published } publiées
    }, { $updated ->
        [one] { $updated } mise
       *[other] { $updated } mises
    } à jour et { $unchanged ->
        [one] { $unchanged } inchangée
       *[other] { $unchanged } inchangées
    } ; { $rejected ->
        [one] { $rejected } a été refusée
       *[other] { $rejected } ont été refusées
    }.
cli-import-lost = Ce qui a été confirmé est en sécurité. Relancez la même commande quand le nœud est de retour : les lignes avec un `oid` déjà présentes restent telles quelles.
cli-fix = Peut-être : { $suggestion }
cli-problem = fiche { $record } : { $message }
cli-problem-field = fiche { $record }, { $field } : { $message }
cli-more-problems = … et { $count } de plus.

# Démonstration

cli-demo-start =
    Démarrage de { $count ->
        [one] { $count } plateforme
       *[other] { $count } plateformes
    } dans { $path }.
cli-demo-licences = Fiches d'exemple : celles du Royaume-Uni viennent des données ouvertes de Co-operatives UK (ODC-By 1.0) et, comme celles des autres plateformes du Nord, de la carte SUSY (domaine public, selon elle) ; celles des plateformes du Sud sont inventées (CC0 1.0).
cli-demo-applied = { $platform } n'est pas nommée par la charte : elle est candidate, avec un billet. Sa clé en mots : { $words }
cli-demo-signed = { $platform } signe : { $count } sur { $quorum }.
cli-demo-admitted = { $platform } est admise.
cli-demo-held = { $platform } : { $held } sur { $total }
cli-demo-count =
    { $held ->
        [one] { $held } fiche
       *[other] { $held } fiches
    } sur { $total }
cli-demo-converged =
    Toutes les plateformes ont { $records ->
        [one] la même fiche
       *[other] les mêmes { $records } fiches
    }, après { $seconds } s.
cli-demo-look = Ouvrez l'un des sites dans un navigateur. Ctrl-C arrête tout et supprime les données de la démonstration.
cli-demo-look-kept = Ouvrez l'un des sites dans un navigateur. Ctrl-C arrête tout ; les données restent dans { $path }.
cli-demo-ending = Arrêt des plateformes …

# Erreurs du programme lui-même

error-all-rows-refused = Toutes les lignes ont été refusées.
hint-all-rows-refused = Corrigez les lignes, ou vérifiez que le type et la correspondance sont ceux de ce fichier.
error-answer-odd = Ce qui répond à { $address } n'est pas un nœud ayni (statut { $status }).
hint-answer-odd = Le nœud s'est peut-être arrêté et un autre programme a pris son adresse. Relancez-le avec `ayni serve`.
error-data-dir-unknown = Ce système n'indique aucun emplacement pour les données.
hint-data-dir-unknown = Indiquez-en un avec `--data DIR` ou AYNI_DATA.
error-demo-apart = Après { $seconds } s, les plateformes n'ont toujours pas la même chose.
hint-demo-apart = La machine est peut-être occupée : réessayez avec moins de plateformes ou `--records 50`. `RUST_LOG=info` montre ce que font les nœuds.
error-interrupted = Interrompu avant que les plateformes aient la même chose.
hint-interrupted = Relancez la commande ; avec `--data`, indiquez un répertoire vide.
error-mapping-of-other-kind = La correspondance { $name } produit des fiches du type { $kind }.
hint-mapping-of-other-kind = Omettez `--kind`, ou donnez `--kind { $kind }`.
error-rejected-is-input = Les lignes refusées ne peuvent pas aller dans { $path } : c'est le fichier importé.
hint-rejected-is-input = Donnez un autre fichier à `--rejected`.
error-columns-unnamed = Seuls les tableaux ont des colonnes dont les noms disent quelque chose : XLSX et CSV.
hint-columns-unnamed = Enregistrez-le en XLSX ou CSV, ou écrivez un fichier de correspondance à la main : docs/import.md l'explique.
error-xlsx-to-terminal = Un terminal ne peut pas montrer de XLSX.
hint-xlsx-to-terminal = Nommez un fichier : -o fiches.xlsx
error-sheet-full = C'est plus qu'une feuille ne peut contenir : 1 048 576 lignes et 16 384 colonnes.
hint-sheet-full = Exportez un type ou un pays à la fois, ou en csv.
error-stdout-taken = Les octets signés et le JSON ne peuvent pas aller tous deux sur la sortie standard.
hint-stdout-taken = Écrivez les octets dans un fichier, ou omettez `--json` : le JSON les contient sous cose_base64.
error-node-silent = Le nœud à { $address } a cessé de répondre : { $cause }
hint-node-silent = Regardez le journal du nœud. S'il s'est arrêté, relancez-le avec `ayni serve` et répétez la commande.
error-output-failed = La sortie ne peut pas être écrite : { $cause }
hint-output-failed = Vérifiez où va la sortie et la place disponible.
error-token-unreadable = Le jeton d'accès { $path } ne peut pas être lu : { $cause }
hint-token-unreadable = Utilisez le compte sous lequel tourne le nœud.
error-verify-failed =
    La vérification a trouvé { $count ->
        [one] un défaut
       *[other] { $count } défauts
    }.
hint-verify-failed = { hint-store-damaged }

# Ce qui ne va pas dans une ligne de commande

usage-unknown-argument = `{ $argument }` n'est rien que cette commande accepte.
usage-unknown-command = Il n'y a pas de commande `{ $command }`.
usage-missing-command = Il manque une commande.
usage-missing = Il manque : { $argument }.
usage-value-missing = Il faut une valeur à `{ $argument }`.
usage-value-among = `{ $value }` ne peut pas être la valeur de `{ $argument }` : c'est l'une de { $values }.
usage-value = `{ $value }` ne peut pas être la valeur de `{ $argument }`.
usage-values = `{ $argument }` n'accepte pas autant de valeurs.
usage-twice = `{ $argument }` est donné plus d'une fois.
usage-conflict = `{ $argument }` ne va pas avec `{ $other }`.
usage-conflict-any = `{ $argument }` ne va pas avec le reste de la commande.
usage-not-text = La ligne de commande contient des octets qui ne sont pas de l'UTF-8.
usage-other = La commande ne s'utilise pas ainsi.
usage-range = C'est un nombre de { $least } à { $most }.
usage-meant = Vouliez-vous dire `{ $meant }` ?
usage-like-this = Elle s'utilise ainsi : `{ $usage }` ; avec `--help`, elle en dit plus.
