# Le site web d'un nœud.

web-skip = Aller au contenu
web-languages = Langue
web-motto = L'économie sociale et solidaire, partagée entre plateformes
web-footer = Chaque fiche est signée par la plateforme qui l'a écrite et conservée par toutes les plateformes de la fédération.
web-staff = Pour l’équipe
web-as-json = Ces fiches en JSON

web-platform-of = Plateforme nationale de l'économie sociale et solidaire · { $country }
web-records =
    { $count ->
        [one] fiche
       *[other] fiches
    }
web-entries =
    { $count ->
        [one] entrée signée
       *[other] entrées signées
    }
web-authors =
    { $count ->
        [one] plateforme avec des fiches
       *[other] plateformes avec des fiches
    }
web-connected =
    { $count ->
        [one] plateforme connectée
       *[other] plateformes connectées
    }

web-peers = Liens avec d'autres plateformes
web-peers-hint = Les plateformes échangent leurs fiches directement. Chaque connexion est un lien entre le Nord et le Sud, au sein du Sud ou au sein du Nord.
web-no-peers = Aucune plateforme n'est connectée en ce moment. Les fiches ci-dessous restent disponibles.
web-absent = Non connectées en ce moment :
web-platform = Plateforme
web-country = Pays
web-side = Côté
web-own-side = Côté :
web-link = Lien
web-sides-by = Côtés, sauf mention contraire :
web-since = Connectée depuis
web-link-north-south = Nord–Sud
web-link-south-south = Sud–Sud
web-link-north-north = Nord–Nord

web-directory = Répertoire
web-directory-hint = Les fiches de toutes les plateformes de la fédération, chacune signée par celle qui l'a écrite.
web-records-heading = Fiches
web-map = Carte
web-map-hint = Plus un pays est foncé, plus il a de fiches. Un cercle représente des fiches proches les unes des autres : il mène plus près.
web-as-map = Sur une carte
web-as-list = En liste
web-map-moves = Autour de la carte
web-map-in = Plus près
web-map-out = Plus loin
web-map-west = Ouest
web-map-north = Nord
web-map-south = Sud
web-map-east = Est
web-map-world = Le monde entier
web-map-table = La même chose par pays
web-map-source = Contours : Natural Earth. Ils ne prennent parti sur aucune frontière.
web-statistics = Statistiques
web-statistics-hint = Les fiches publiques de toutes les plateformes de la fédération. Tout nœud dont les journaux sont dans le même état compte la même chose ; citez les chiffres avec cet état.
web-as-of = État du
web-digest = État des journaux
web-places = Pages
web-words = Mots
web-search = Chercher
web-sort = Ordre
web-sort-relevance = Les plus pertinentes
web-sort-newest = Les plus récentes
web-sort-name = Par titre
web-take-along = Ces fiches en fichier ou en flux :
web-feed = Atom
web-calendar = événements (iCal)
web-latest-north = Dernières fiches du Nord
web-latest-south = Dernières fiches du Sud
web-more = En voir davantage
web-filter-sector = Secteur
web-filter-form = Forme juridique
web-filter-sdg = Objectif de développement durable
web-filter-pillar = Travail décent
web-filter-language = Langue
web-filter-modality = Type de coopération
web-filter-kind = Type
web-filter-country = Pays
web-filter-side = Côté
web-filter-platform = Plateforme
web-any = Indifférent
web-filter = Afficher
web-filter-reset = Afficher toutes les fiches
web-total =
    { $count ->
        [0] Aucune fiche
        [one] Une fiche
       *[other] { $number } fiches
    }
web-no-records = Aucune fiche publique ne correspond.
web-pages = Pages de la liste
web-first-page = Première page
web-next-page = Page suivante

web-identity = Identité de ce nœud
web-identity-hint = C'est à cela que d'autres plateformes et programmes reconnaissent ce nœud et ses signatures.
web-federation = Fédération
web-no-federation = aucune pour l'instant
web-federation-id = Identifiant de la fédération
web-epoch = Époque de la charte
web-did = Clé publique (DID)

web-members = Qui nous sommes
web-role = Rôle
web-role-member = membre
web-role-observer = observateur, sans voix
web-role-mirror = miroir, garde des copies
web-federation-about = Une fédération de plateformes qui partagent leurs fiches et décident ensemble : une plateforme, une voix.
web-federation-rule =
    Un changement est en vigueur dès que { $quorum ->
        [one] { $quorum } membre sur { $voters } l'a
       *[other] { $quorum } membres sur { $voters } l'ont
    } signé.
web-former = Anciens membres
web-former-platform = { $name } (ancien membre)
web-former-hint = Ce qu'ils ont publié reste lisible, et chaque plateforme le garde.
web-former-left = { $name } ({ $country }), jusqu'à l'entrée { $seq }
web-former-replaced = { $name } ({ $country }), jusqu'à l'entrée { $seq } avec une clé précédente ; continue comme { $successor }
web-proposals = Ce qui est proposé
web-proposals-none = Rien n'est proposé pour le moment. Tout membre peut proposer un changement.
web-round =
    Tour { $round } du vote : { $quorum ->
        [one] { $quorum } membre sur { $voters } doit
       *[other] { $quorum } membres sur { $voters } doivent
    } signer la même proposition.
web-key-words = Sa clé, à comparer au téléphone :
web-proposed-by = Proposé par { $names }.
web-applied = La plateforme est candidate elle-même, invitée par { $name }.
web-signed = Signé, { $count } sur { $quorum }
web-missing = Manquent encore
web-otherwise = Ont signé autrement dans ce tour
web-at-quorum = Ce qui se passe alors
web-hash = Signé sous
web-back-home = Retour à ce nœud
web-refusals = Pour aucune des propositions de ce tour : { $names }.
web-double = { $name } a signé deux choses qui se contredisent ; les deux sont gardées comme preuve.
web-frozen = Le journal de { $name } est gelé : deux entrées différentes de numéro { $seq } ont été signées avec sa clé. Rien de plus n'en est accepté tant que les membres n'ont pas décidé laquelle compte.
web-quorum-majority = plus de la moitié des membres
web-quorum-two-thirds = deux tiers des membres
web-change-admit = Admettre { $name } ({ $country }) comme { $role }.
web-then-admit = La plateforme est admise aussitôt, sur chaque nœud, et reçoit d'elle-même toutes les fiches.
web-change-remove = Retirer { $name } ({ $country }).
web-then-remove = Ses connexions sont fermées. Ce qu'elle a publié jusqu'à l'entrée { $seq } reste ; rien de plus n'est accepté.
web-change-role = Faire de { $name } ({ $country }) : { $role }.
web-then-role = Le nouveau rôle vaut aussitôt.
web-change-replace = Laisser { $name } ({ $country }) continuer avec une nouvelle clé.
web-then-replace = Ses fiches restent les siennes. De l'ancienne clé rien n'est accepté au-delà de l'entrée { $seq }.
web-change-unfreeze = Continuer le journal de { $name } ({ $country }) depuis l'entrée { $seq }.
web-then-unfreeze = La branche qui finit par cette entrée compte sur chaque nœud ; l'autre non.
web-change-quorum = Décider par { $rule }.
web-then-quorum = Le changement suivant se décide selon cette règle.

web-status-closed = fermée
web-status-withdrawn = retirée
web-status-erased = effacée
web-status-pending = pas encore accepté par toutes
web-modality = Type de coopération
web-answers = Accepté par
web-answer-accepted = { $name } : accepté
web-answer-declined = { $name } : refusé
web-answer-waiting = { $name } : pas encore
web-pending = Toutes les plateformes que nomme ce partenariat n'ont pas encore accepté cette version. D'ici là, c'est une proposition.
web-flagged =
    { $count ->
        [one] Une plateforme dit que ceci devrait être examiné : { $reasons }.
       *[other] { $count } plateformes disent que ceci devrait être examiné : { $reasons }.
    }
web-mentions = Ce que d'autres fiches en disent
web-mention-same-as = Identique, selon { $name }, à :
web-mention-part-of = Comprend, selon { $name } :
web-mention-implements = Mise en œuvre, selon { $name }, par :
web-mention-translation-of = Traduite, selon { $name }, par :
web-mention-about = Sujet, selon { $name }, de :
web-mention-follows = Suivie, selon { $name }, par :
web-mentions-more = { $count ->
    [one] Et une autre.
   *[other] Et { $count } autres.
}
web-comments = Commentaires
web-comment-by = { $handle }, { $name }
web-comment-answers = en réponse à un autre commentaire
web-comment-flagged = Une plateforme dit que ceci devrait être examiné.
web-comments-more =
    { $count ->
        [one] Et un autre commentaire.
       *[other] Et { $count } autres commentaires.
    }
web-sign-same-lei = même LEI
web-sign-same-registration = même immatriculation
web-sign-same-name = même nom
web-sign-similar-name = nom semblable
web-sign-same-site = même adresse web
web-sign-same-phone = même téléphone
web-sign-near = mètres de distance
web-sign-same-postcode = même code postal
web-sign-other-lei = autre LEI
web-sign-other-registration = autre numéro dans le même registre
web-sign-other-country = autre pays
web-sign-far-apart = mètres de distance, ce qui est loin
web-withdrawn = La plateforme a retiré cette fiche. Elle n'est plus dans les listes ; ce qui a été publié reste lisible ici.
web-erased = La plateforme a fait effacer cette fiche. Il n'en reste que la preuve qu'elle a existé.
web-only-original = En { $language }, la langue d'origine.
web-only-translated = En { $language } ; l'original est dans une autre langue.
web-by-machine = Traduction automatique en { $language }.
web-facts = Données
web-yes = oui
web-no = non
web-people-total = { $number } au total
web-people-women =
    { $count ->
        [one] { $number } femme
       *[other] { $number } femmes
    }
web-people-men =
    { $count ->
        [one] { $number } homme
       *[other] { $number } hommes
    }
web-in-year = en { $year }
web-signed-by = Signée par
web-verified = Ce nœud a vérifié que le détenteur de la clé de cette plateforme a signé exactement cette fiche et que personne ne l'a modifiée depuis. Une signature ne dit pas si le contenu est vrai ; c'est la plateforme qui en répond.
web-signer-did = Clé publique (DID)
web-signed-at = Signée le
web-claimed = selon la plateforme
web-entry = Entrée
web-seq = N° dans le journal de la plateforme
web-number = n° { $seq }
web-record-id = Fiche
web-history = Historique
web-op-publish = Publiée
web-op-withdraw = Retirée
web-op-erase = Effacée

web-not-found = Il n'y a rien ici
web-not-found-text = Ce nœud n'a ni fiche publique ni page à cette adresse. La fiche n'est peut-être plus visible, ou pas encore arrivée.
web-refused = Ceci ne peut pas être affiché
web-failed = Impossible pour le moment
web-failed-text = Le nœud n'a pas pu répondre. Réessayez dans un instant.
web-to-start = Vers la page de ce nœud

web-moment = { $day } { $month ->
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
    } { $year } à { $hour }:{ $minute } UTC

language-ar = arabe
language-de = allemand
language-en = anglais
language-es = espagnol
language-fr = français
language-it = italien
language-nl = néerlandais
language-pt = portugais
language-qu = quechua
language-ru = russe
language-sw = swahili
language-wo = wolof
language-zh = chinois

# Champs des fiches

field-name = Nom
field-role = Fonction
field-email = Courriel
field-phone = Téléphone
field-consent = Base du consentement
field-countries = Pays
field-country = Pays de la plateforme
field-region = Région (ISO 3166-2)
field-side = Côté
field-side-basis = Base du côté
field-address = Adresse
field-geo = Position
field-legal-form = Forme juridique
field-national-form = Forme en droit national
field-coop-type = Type de coopérative
field-trading-name = Nom commercial
field-acronym = Sigle
field-founded = Fondée
field-dissolved = Dissoute
field-registrations = Immatriculations
field-lei = Identifiant d'entité juridique (LEI)
field-products = Produits et services
field-qualifiers = Labels
field-members = Membres
field-workers = Travailleurs et travailleuses
field-turnover-band = Chiffre d'affaires
field-period = Période
field-organisations = Organisations
field-cost = Coût
field-validation = Validation
field-case-study = Étude de cas
field-evidence = Preuves
field-scope = Portée
field-sectors = Secteurs
field-sdgs = Objectifs de développement durable
field-decent-work = Travail décent
field-tags = Mots-clés
field-languages = Langues
field-web-site = Site web
field-urls = Web
field-images = Images
field-addresses = Adresses réseau
field-parent = Fait partie de
field-contact = Contact
field-relations = Relations
field-original = Langue d'origine
field-licence = Licence
field-source-url = Source
field-oid = Numéro propre à la plateforme
field-review-by = À revoir avant
field-expires = Expire
field-visibility = Visible pour
field-description = Description
field-mandate = Mandat
field-objective = Objectif
field-context = Contexte
field-approach = Démarche
field-results = Résultats
field-beneficiaries = Bénéficiaires
field-gender = Genre
field-building-blocks = Éléments constitutifs
field-enabling-factors = Facteurs favorables
field-lessons = Enseignements
field-constraints = Contraintes
field-sustainability = Durabilité
field-replicability = Reproductibilité
field-kind = Type de fiche
field-title = Titre
field-summary = Résumé
field-status = État
field-machine-translated = Traduit par une machine
field-text = Texte
field-participants = Participants
field-purpose = Objet
field-start = Début
field-end = Fin
field-stage = Étape
field-outputs = Réalisations
field-budget = Budget
field-type = Type
field-issuer = Proposé ou recherché par
field-deadline = Date limite
field-amount = Montant
field-eligibility = Qui peut répondre
field-sides-sought = Partenaires recherchés
field-apply-url = Répondre à
field-authors = Auteurs
field-year = Année
field-audience = Public
field-format = Format
field-file = Fichier
field-isbn = ISBN
field-doi = DOI
field-provider = Organisme de formation
field-level = Niveau
field-duration-hours = Durée en heures
field-prerequisites = Prérequis
field-outcomes = Acquis
field-access = Accès
field-formats = Modalités
field-resources = Ressources
field-time-zone = Fuseau horaire
field-organiser = Organisateur
field-place = Lieu
field-online-url = En ligne
field-series = Série
field-edition = Édition
field-registration-url = S'inscrire
field-jurisdiction = Juridiction
field-adopted = Adoption
field-in-force = En vigueur
field-citation = Référence
field-official-url = Texte officiel
field-covers = Formes juridiques visées
field-organisation = Organisation
field-fields = Domaines de compétence
field-experience-countries = A travaillé dans
field-availability = Disponibilité
field-about = À propos de
field-comment-parent = En réponse à
field-body = Commentaire
field-handle = Écrit par
field-language = Langue
field-indicator = Indicateur
field-value = Valeur
field-unit = Unité
field-area = Territoire
field-by = Ventilation
field-method = Méthode
field-source = Source
