# Pages for staff: files with records, and the lists of what waits for somebody.

work-import = Importer un fichier
work-import-about = Un fichier de fiches est d’abord examiné. Vous voyez ce qui changerait et quelles lignes sont refusées ; ensuite seulement, vous publiez.
work-file = Fichier
work-file-hint = CSV, XLSX, GeoJSON, JSON ou JSON lines, au plus { $limit } Mio. Dans un tableau, la première ligne porte les noms des colonnes.
work-kind = Ce que devient chaque ligne
work-kind-any = Ce que dit la correspondance
work-mapping = Sens des colonnes
work-mapping-hint = Rien à indiquer si les colonnes portent les noms des champs, comme dans un fichier pris dans le répertoire. Sinon, un fichier de correspondance dit ce que chaque colonne signifie.
work-map = Fichier de correspondance (TOML)
work-shipped = Ou une correspondance livrée avec le programme
work-shipped-none = Aucune
work-defaults = Quand une ligne ne dit rien
work-defaults-hint = Ceci est mis dans chaque fiche dont le fichier ne dit ni la licence, ni le pays, ni la langue.
work-licence = Licence
work-country = Pays
work-default-none = Rien
work-language = Langue d’origine
work-language-hint = L’étiquette d’une langue, comme fr, es ou wo.
work-understood = Si le fichier n’est pas bien compris
work-encoding = Encodage du texte
work-separator = Entre les cellules
work-found-out = Reconnu dans le fichier
work-sheet = Feuille
work-sheet-hint = Pour un fichier à plusieurs feuilles. Sans nom, la première feuille visible est lue.
work-check = Examiner le fichier
work-draft = Proposer une correspondance
work-draft-hint = L’examen ne publie rien. La correspondance proposée est un fichier que vous complétez dans un éditeur de texte et joignez à l’envoi.
work-columns-unknown = Donnez aux colonnes les noms des champs, ou faites proposer une correspondance : le bouton ci-dessous en fait une à partir des noms des colonnes.
work-preview = Ce qui serait publié
work-preview-about = Rien n’est encore publié. Le fichier reste ici jusqu’à ce que vous vous déconnectiez ou en envoyiez un autre.
work-publishing = Publication du fichier en cours
work-publishing-now = Les lignes sont en train d’être publiées. Rechargez cette page dans un instant pour voir le résultat.
work-report = Ce qui a été publié
work-report-about = C’est publié. Envoyez de nouveau le fichier quand il change : seul ce qui diffère est publié de nouveau.
work-published =
    { $count ->
        [0] Rien n’a été publié : toutes les fiches étaient déjà là, ou ont été refusées.
        [one] Une fiche a été publiée.
       *[other] { $number } fiches ont été publiées.
    }
work-count-read =
    { $count ->
        [one] ligne lue
       *[other] lignes lues
    }
work-count-new =
    { $count ->
        [one] fiche serait nouvelle
       *[other] fiches seraient nouvelles
    }
work-count-changed =
    { $count ->
        [one] fiche changerait
       *[other] fiches changeraient
    }
work-count-published =
    { $count ->
        [one] fiche est nouvelle
       *[other] fiches sont nouvelles
    }
work-count-updated =
    { $count ->
        [one] fiche a changé
       *[other] fiches ont changé
    }
work-count-unchanged =
    { $count ->
        [one] fiche reste telle quelle
       *[other] fiches restent telles quelles
    }
work-count-rejected =
    { $count ->
        [one] ligne refusée
       *[other] lignes refusées
    }
work-publish =
    { $count ->
        [one] Publier la bonne ligne
       *[other] Publier les { $number } bonnes lignes
    }
work-nothing = Il n’y a rien à publier dans ce fichier.
work-another = Envoyer un autre fichier
work-gone = Ce fichier n’est plus ici. Veuillez l’envoyer de nouveau.
work-refused = Lignes refusées
work-refused-about = Ces lignes ne sont pas publiées. Prenez-les dans un fichier, corrigez-les là, et envoyez ce fichier avec les mêmes choix.
work-rejected-file =
    { $count ->
        [one] Prendre la ligne refusée dans un fichier, avec les raisons
       *[other] Prendre les { $number } lignes refusées dans un fichier, avec les raisons
    }
work-row = Ligne
work-column = Colonne
work-value = Ce qui s’y trouve
work-broken = Ce qui ne va pas
work-advice = Ce qui était peut-être voulu
work-more =
    { $count ->
        [one] Et encore une.
       *[other] Et encore { $number }.
    }
work-changes = Ce qui changerait
work-record = Fiche
work-field = Champ
work-old = Jusqu’ici
work-new = Ensuite
work-new-records = Ce qui serait nouveau

work-partnerships = Partenariats
work-partnerships-about = D’autres plateformes ont nommé la vôtre dans ces partenariats. Chacun n’en est un que lorsque toutes les plateformes nommées l’ont accepté.
work-waiting = En attente de votre réponse
work-waiting-none = Aucun partenariat n’attend votre réponse.
work-accept = Accepter
work-decline = Décliner
work-accepted-list = Acceptés
work-declined-list = Déclinés
work-answered-none = Aucun pour l’instant.
work-accept-after = Accepter tout de même
work-decline-after = Décliner finalement
work-accepted = Signé : votre plateforme prend part à ce partenariat.
work-declined = Signé : votre plateforme ne prend pas part à ce partenariat.
work-partly = Il y a plus de partenariats qu’il n’en est montré ici.

work-duplicates = Doublons probables
work-duplicates-about = Des paires de fiches qui décrivent probablement la même chose, les plus probables d’abord.
work-own = Vos propres fiches sont comparées entre elles.
work-own-only = Ne comparer que vos propres fiches
work-across = Vos propres fiches sont comparées avec celles de toutes les plateformes.
work-across-too = Comparer aussi avec les fiches des autres plateformes
work-pairs =
    { $count ->
        [one] Une paire a été trouvée.
       *[other] { $number } paires ont été trouvées.
    }
work-pairs-none = Aucun doublon probable n’a été trouvé.
work-pairs-partly = Il y en a plus qu’on n’en compare en une fois.
work-pairs-hint = Le même nom n’est pas toujours la même organisation. Si deux de vos fiches décrivent la même chose, vous pouvez aussi en retirer une.
work-score = Probable à { $score } %
work-same = C’est la même chose
work-same-said = Signé : les deux fiches décrivent la même chose.
work-edit = La modifier

work-stale = À revoir
work-stale-about = Le jour où quelqu’un devait revoir ces fiches est passé. Celles qui attendent depuis le plus longtemps viennent d’abord.
work-stale-none = Aucune fiche de votre plateforme n’attend d’être revue.
work-stale-total =
    { $count ->
        [one] Une fiche attend d’être revue.
       *[other] { $number } fiches attendent d’être revues.
    }
work-review-by = À revoir avant
work-updated = Dernière publication
work-steps = Suite
work-review = Elle est toujours juste

work-comments = Commentaires
work-comments-about = Ce que l’on dit des fiches, sur cette plateforme et sur les autres. Un signalement demande à chacun de revoir un commentaire. Un commentaire masqué n’apparaît plus sur les pages de ce nœud ; s’il porte sur une fiche de cette plateforme, il n’apparaît plus sur celles d’aucun nœud.
work-comments-which = Quels commentaires
work-comments-all = Tous les commentaires
work-comments-flagged = Ceux dont une plateforme dit quelque chose
work-comments-hidden = Ceux qui sont masqués ici
work-comments-none = Il n’y en a pas.
work-comments-total =
    { $count ->
        [one] Un commentaire
       *[other] { $number } commentaires, du plus récent au plus ancien
    }
work-comment-about = La fiche commentée
work-comment-reason = Ce qui ne va pas
work-flag = Signaler
work-hide = Masquer
work-allow = Retirer ce que nous avons dit
work-flagged = Signé : le commentaire est à revoir.
work-hidden = Signé : le commentaire est masqué.
work-allowed = Signé : cette plateforme n’a rien contre le commentaire.
work-says-flag = { $name } demande de le revoir : { $reason } ({ $time })
work-says-hide = { $name } le masque : { $reason } ({ $time })

work-whole = Ce que le fichier n’a plus
work-whole-hint = Pour un fichier qui contient tout à chaque fois, comme un registre annuel.
work-whole-tick = Retirer les fiches de ce type que le fichier n’a plus
work-prefix = Seulement celles dont le numéro commence par
work-prefix-hint = Quand plusieurs fichiers viennent de plusieurs sources. Vide : toutes les fiches de ce type de cette plateforme qui ont un numéro.
work-absent = Ce qui serait retiré
work-absent-about = Le fichier n’a pas de ligne pour ces fiches. Elles quittent les listes ; les publier de nouveau les ramène.
work-withdraw-sure = Oui, { $count } fiches sur { $held } sont à retirer
work-withdraw =
    { $count ->
        [one] Retirer la fiche qui manque
       *[other] Retirer les { $number } fiches qui manquent
    }
work-count-missing =
    { $count ->
        [one] fiche serait retirée
       *[other] fiches seraient retirées
    }
work-count-withdrawn =
    { $count ->
        [one] fiche est retirée
       *[other] fiches sont retirées
    }
