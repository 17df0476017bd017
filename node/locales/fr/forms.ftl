# Pages for staff: records as forms, translations, and what ends a record.

forms-records = Vos fiches
forms-records-hint = Ce que votre plateforme a publié. Vous pouvez ici le corriger, le traduire et le tenir à jour.
forms-no-records = Aucune fiche de votre plateforme ne correspond.
forms-take-along = Emporter ce que montrent les filtres, y compris ce qui est réservé à la fédération ; les contacts et les compétences, qui nomment des personnes, seulement si ce type est choisi :
forms-internal = pour la fédération seulement
forms-look = Voir
forms-edit = Modifier
forms-translate = Traduire
forms-review = Noter comme relue
forms-withdraw = Retirer
forms-erase = Effacer pour toujours
forms-back = Retour à vos fiches
forms-begin = Nouvelle fiche
forms-original = Langue dans laquelle vous l’écrivez

forms-new = Nouvelle fiche : { $kind }
forms-publish = Publier
forms-save = Publier les modifications
forms-required = obligatoire
forms-not-said = non précisé
forms-section-general = En général
forms-section-terms = Conditions et liens
forms-languages = Langues dans lesquelles les textes sont demandés :
forms-language-more = Une langue de plus
forms-language-hint = Son étiquette, comme fr, pt-BR ou qu. Les plus fréquentes sont proposées pendant la saisie.
forms-language-add = Ajouter cette langue
forms-more = Ajouter une ligne : { $name }
forms-out = Ôter : { $name }
forms-hint-lines = Une par ligne.
forms-hint-date = Comme 1997-08-14, 1997-08 ou 1997.
forms-hint-moment = Comme 2026-05-04 09:30, ou sans l’heure.
forms-hint-degrees = En degrés, comme 14.69278 ; au sud et à l’ouest, avec un signe moins devant.
forms-hint-decimal = En chiffres, comme 1204 ou 12.5.
forms-hint-url = Une adresse web qui commence par https://
forms-hint-record = L’identifiant d’une fiche : les 32 chiffres et lettres à la fin de son adresse.
forms-hint-did = La clé publique (DID) d’une plateforme : elle figure sur la page de son nœud.
forms-hint-region = Comme EC-P ou GB-WLS.
forms-hint-sector = Un secteur de la liste, ou local: suivi de votre propre mot.
forms-not-a-number = « { $value } » dans { $field } n’est pas un nombre lisible : écrivez-le en chiffres, sans espaces.
forms-number-taken = Une de vos fiches a déjà ce numéro : { $id }. Modifiez celle-là, ou donnez un autre numéro à celle-ci.
forms-invalid = Rien n’est encore publié : il faut d’abord corriger quelque chose.
forms-invalid-hint = Ce qui ne va pas est indiqué ici et à côté de chaque champ. Tout ce que vous avez saisi est encore là.
forms-published = « { $title } » est publiée.
forms-saved = Les modifications de « { $title } » sont publiées.
forms-unchanged = « { $title } » reste telle quelle : rien n’a changé.
forms-is-withdrawn = Cette fiche est retirée. Si vous la publiez ici, elle revient dans les listes de toutes les plateformes.
forms-unknown-heading = Ce que cette version ne connaît pas
forms-unknown = La fiche a des champs que cette version du programme ne connaît pas : { $fields }. Ils restent tels quels.
forms-unknown-drop = Ôter ces champs
forms-changes = Ce qui est publié maintenant et ce que vous avez saisi
forms-field = Champ
forms-change-published = Publié maintenant
forms-change-typed = Dans votre formulaire
forms-change-discard = Abandonner ma version et voir celle qui est publiée

forms-translate-into = Vers quelle langue
forms-translate-show = Afficher les textes
forms-translate-hint = Chaque texte figure à côté du champ de sa traduction. Vous pouvez laisser des champs vides et continuer plus tard.
forms-by-machine = Une machine a traduit ces textes
forms-replace = Mettre ces textes à la place de ceux que la fiche a déjà dans cette langue
forms-translate-save = Publier la traduction
forms-translated = « { $title } » est publiée avec sa traduction ({ $language }).
forms-translate-exists = Cochez la case sous les textes pour mettre le nouveau à sa place.
forms-translate-machine = Une fiche dit d’une langue entière si une machine l’a traduite : relisez tous ses textes, ou cochez qu’une machine les a traduits.
forms-translate-empty = Écrivez la traduction d’au moins un texte.

forms-review-about = Dites que quelqu’un a relu cette fiche et l’a trouvée juste. Elle compte alors comme à jour jusqu’à la prochaine fois.
forms-review-next = Quand la relire la prochaine fois ; dans un an si vous laissez ce champ vide
forms-reviewed = « { $title } » est notée comme relue.

forms-withdraw-about = La fiche disparaît des listes, de la carte et de la recherche de toutes les plateformes.
forms-withdraw-stays = Ce qui a été publié reste lisible à son adresse, et vous pouvez publier la fiche à nouveau. Si plus personne ne doit pouvoir la lire, effacez-la plutôt.
forms-withdrawn = « { $title } » est retirée.
forms-erase-about = Chaque plateforme de la fédération efface de ses fichiers toutes les versions de cette fiche. Personne ne pourra plus l’y lire, vous non plus.
forms-erase-remains = Il reste la preuve qu’il y a eu une fiche avec cet identifiant, qui l’a signée et quand ; rien de ce qu’elle disait.
forms-erase-others = Les plateformes absentes en ce moment l’effacent à leur retour. Qui en a emporté une copie hors de la fédération la garde.
forms-erase-final = C’est irréversible.
forms-erase-understood = J’ai compris : cette fiche disparaîtra pour toujours.
forms-unticked = Veuillez cocher que vous avez compris ce qu’effacer veut dire. Rien n’a été effacé.
forms-erased = La fiche est effacée ici. Les autres plateformes suivent.
forms-receipt = Qui a confirmé l’effacement
forms-receipt-complete = Toutes les plateformes qui peuvent le confirmer ont effacé la fiche.
forms-receipt-waiting =
    { $count ->
        [one] { $count } plateforme sur { $total } a confirmé avoir effacé la fiche.
       *[other] { $count } plateformes sur { $total } ont confirmé avoir effacé la fiche.
    }
forms-receipt-table = Ce que dit chaque plateforme
forms-receipt-state = État
forms-receipt-since = Depuis
forms-receipt-again = Regarder à nouveau
forms-confirmed = effacée de ses fichiers
forms-unconfirmed = pas encore confirmé
forms-cannot-confirm = ne peut pas confirmer : un miroir ne signe rien

# Fields within others

field-list = Registre
field-number = Numéro
field-record = Sa fiche
field-platform = Clé publique de la plateforme (DID)
field-url = Adresse web
field-caption = Ce qu’elle montre
field-credit = Qui l’a faite
field-predicate = Ce que cette fiche est pour l’autre
