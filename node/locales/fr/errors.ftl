# Ce qui a été refusé ou a échoué (error-CODE) et ce qu'on peut y faire (hint-CODE).
# Les codes sont stables et les mêmes dans toutes les langues.

error-internal = Quelque chose a échoué dans le nœud : { $cause }
hint-internal = Réessayez. Si cela se reproduit, lisez le journal du nœud et signalez ce qui s'y trouve.

# Fiches et requêtes

error-not-found = Rien ici ne s'appelle { $id }.
hint-not-found = Vérifiez l'identifiant, ou cherchez-le avec `ayni list`. Il n'est peut-être pas encore arrivé sur ce nœud.
error-record-invalid =
    { $count ->
        [one] Une fiche enfreint une règle ; rien n'a donc été publié.
       *[other] { $count } fiches enfreignent des règles ; rien n'a donc été publié.
    }
hint-record-invalid = Corrigez ce que la liste indique et publiez de nouveau, ou essayez d'abord avec `ayni import FILE --dry-run`.
error-too-many-records = Une requête accepte au plus { $limit } fiches.
hint-too-many-records = Envoyez-les en plusieurs requêtes, ou laissez faire `ayni import FILE`.
error-too-many-for-a-file = Les filtres montrent { $count } fiches, et un fichier en contient { $limit } au plus.
hint-too-many-for-a-file = Affinez-les, par pays ou par type par exemple, et prenez un fichier après l'autre. Qui a besoin de tout l'obtient page par page à l'adresse `/api/v1/records?full=true`, ou d'un nœud à soi par `ayni export`.
error-body-too-large = La requête dépasse { $limit } octets.
hint-body-too-large = Envoyez moins en une seule requête ; `ayni import FILE` découpe lui-même un fichier.
error-bad-json = Ce n'est pas le JSON attendu : { $cause }
hint-bad-json = Vérifiez le texte à l'endroit indiqué. Les fiches s'envoient sous forme de tableau JSON d'objets.
error-bad-query = Le paramètre { $name } ne peut pas être « { $value } » : { $cause }.
hint-bad-query = Vérifiez le nom et la valeur du paramètre ; `ayni list --help` énumère les filtres.
error-unauthorized = Il faut pour cela le jeton d'accès du nœud.
hint-unauthorized = Envoyez l'en-tête `Authorization: Bearer JETON` ; le jeton est dans le fichier `api.token` du répertoire de données.
error-wrong-host = Ce site ne s’appelle pas « { $host } ».
hint-wrong-host = Ouvrez-le par son adresse ou par son nom. Si c’est bien son nom, ajoutez-le à names sous [http] dans config.toml et relancez le nœud.
error-wrong-origin = Ce formulaire n’a pas été envoyé depuis une page de ce site : rien n’a été changé.
hint-wrong-origin = Rouvrez la page et envoyez le formulaire depuis celle-ci. Si un serveur web se trouve devant ce nœud, il doit transmettre les en-têtes Host et Origin tels quels.
error-bad-cursor = Le curseur n'appartient pas à cette liste.
hint-bad-cursor = Omettez le curseur pour recommencer à la première page.
error-ambiguous-id = L'identifiant { $id } convient à plusieurs fiches : { $candidates }
hint-ambiguous-id = Donnez l'un de ceux-ci : l'identifiant, `@` et le did de sa plateforme.
error-not-own-record = La fiche { $id } a été publiée par une autre plateforme.
hint-not-own-record = Seule la plateforme qui a publié une fiche peut la modifier ou la retirer. Écrivez à cette plateforme.
error-missing-untold = Rien n'est retiré : la ligne { $row } a été refusée, et nul ne peut dire de quelle fiche elle parle.
hint-missing-untold = Corrigez cette ligne et importez le fichier à nouveau.
error-missing-unconfirmed = Rien n'est retiré : il manque au fichier { $count } fiches sur { $held }, plus d'un cinquième.
hint-missing-unconfirmed = Vérifiez avec --dry-run que c'est le bon fichier, et qu'il est entier. Si oui, dites --yes ; là où plusieurs fichiers s'importent, --withdraw-missing=PREFIX vaut pour les fiches dont l'oid commence ainsi.
error-missing-of-nothing = Rien n'est retiré : aucune ligne du fichier n'est bonne.
hint-missing-of-nothing = Vérifiez que c'est le bon fichier, et que le type et la correspondance sont les siens.
error-already-withdrawn = La fiche { $id } est déjà retirée.
hint-already-withdrawn = Il n'y a plus rien à faire. `ayni history { $id }` montre quand c'est arrivé.
error-already-erased = La fiche { $id } est déjà effacée.
hint-already-erased = Il n'y a plus rien à faire. `ayni receipt { $id }` montre quelles plateformes ont confirmé.
error-record-erased = La fiche { $id } a été effacée par sa plateforme.
hint-record-erased = `ayni history { $id }` montre qu'il y avait des versions, et `ayni receipt { $id }` qui a confirmé leur disparition.
error-not-erased = Aucune fiche { $id } n'a été effacée.
hint-not-erased = `ayni erase { $id } --yes` efface une fiche qui est la vôtre ; l'entrée d'une autre plateforme n'est peut-être pas encore arrivée.
error-erase-unconfirmed = Ceci effacerait toutes les versions de { $id } de tous les nœuds, pour toujours.
hint-erase-unconfirmed = Ajoutez `--yes` pour le faire. `ayni withdraw { $id }` retire seulement la fiche des listes, et peut se défaire.
error-record-withdrawn = La fiche { $id } est retirée.
hint-record-withdrawn = Publiez-la à nouveau avec son identifiant, ou son `oid`, pour la faire revenir.
error-record-changed = La fiche { $id } a été modifiée depuis que vous l’avez ouverte.
hint-record-changed = Comparez les deux versions, puis publiez la vôtre ou abandonnez-la.
error-kind-not-known = Cette version du programme ne connaît pas les fiches de type « { $kind } ».
hint-kind-not-known = Installez la version actuelle pour la modifier ; d’ici là, elle est gardée et servie telle quelle.
error-bad-review-date = La prochaine révision ne peut pas être le « { $value } ».
hint-bad-review-date = Donnez un jour, un mois ou une année qui commence après aujourd'hui, comme 2027-11-25, 2027-11 ou 2028.
error-neither-own = Ni { $one } ni { $other } n'est une fiche de cette plateforme.
hint-neither-own = Une plateforme ne parle que pour ses propres fiches. `ayni list --platform NOM` énumère celles de cette plateforme.
error-same-record = Les deux identifiants désignent la même fiche : { $id }.
hint-same-record = Donnez les identifiants de deux fiches. Les éditions d'un même identifiant par plusieurs plateformes portent déjà sur la même chose.
error-kinds-differ = Une fiche du type { $one } ne peut pas être identique à une fiche du type { $other }.
hint-kinds-differ = Seules des fiches d'un même type peuvent être identiques. Les autres relations se publient dans `relations`.
error-already-same = La fiche { $one } dit déjà qu'elle est identique à { $other }.
hint-already-same = Il n'y a plus rien à faire. Pour revenir en arrière, publiez la fiche sans cette relation.
error-translation-language = « { $found } » n'est pas une étiquette de langue sous sa forme canonique.
hint-translation-language =
    { $meant ->
        [none] Donnez une étiquette BCP 47, comme fr, pt-BR ou zh-Hans.
       *[other] Vouliez-vous dire { $meant } ?
    }
error-translation-original = La fiche a été écrite en { $language } : c'est son original.
hint-translation-original = Pour changer l'original, publiez la fiche à nouveau.
error-translation-empty = La traduction n'a pas de textes.
hint-translation-empty = `ayni translate ID --template` écrit les textes à traduire.
error-translation-field = La fiche n'a pas dans « { $field } » de texte qui puisse être traduit.
hint-translation-field =
    { $meant ->
        [none] `ayni translate ID --template` écrit les textes et leurs places.
       *[other] Vouliez-vous dire { $meant } ? `ayni translate ID --template` écrit les textes et leurs places.
    }
error-translation-blank = La traduction de { $field } est vide.
hint-translation-blank = Écrivez-la, ou ôtez { $field }.
error-translation-exists = { $field } a déjà un autre texte en { $language }.
hint-translation-exists = Utilisez --replace pour mettre le nouveau à sa place.
error-translation-untranslated = Chaque texte est le même que dans l'original.
hint-translation-untranslated = Écrivez la traduction à la place des textes d'origine.
error-translation-partly-machine = Une machine a traduit { $field } en { $language }, et cette traduction le laisse tel quel.
hint-translation-partly-machine = Une fiche dit d'une langue entière si une machine l'a traduite : traduisez-en tous les textes, ou utilisez --machine.
error-translation-unreadable = Le fichier n'est pas un objet de textes : { $cause }
hint-translation-unreadable = Écrivez-le comme `ayni translate ID --template` l'écrit, ou en TOML dans un fichier nommé .toml.
error-translation-no-text = « { $field } » dans le fichier n'est pas un texte.
hint-translation-no-text = Chaque place a un texte : "building_blocks[0].title" = "…", en TOML avec la place entre guillemets.
error-not-a-partnership = La fiche { $id } n'est pas un partenariat.
hint-not-a-partnership = Seuls les partenariats s'acceptent. `ayni list --kind partnership` les énumère.
error-own-partnership = Cette plateforme a publié { $id } elle-même, ce qui vaut acceptation.
hint-own-partnership = Pour le quitter, publiez-le sans cette plateforme, ou retirez-le.
error-not-a-partner = Le partenariat { $id } ne nomme pas cette plateforme.
hint-not-a-partner = Demandez à qui l'a publié de nommer le did de la plateforme, que montre `ayni status`, parmi les participants.
error-already-answered = Cette plateforme a déjà répondu ainsi à cette version de { $id }.
hint-already-answered = Il n'y a plus rien à faire. `ayni show { $id }` montre qui a accepté.
error-not-a-comment = La fiche { $id } n'est pas un commentaire.
hint-not-a-comment = Seuls les commentaires se signalent, se masquent et s'autorisent. `ayni list --kind comment` les énumère ; au sujet d'une autre fiche, écrivez à la plateforme qui l'a publiée.
error-unknown-reason = « { $reason } » n'est pas une raison.
hint-unknown-reason = Les raisons sont : { $known }.
error-already-said = C'est déjà ce que cette plateforme dit de { $id }.
hint-already-said = Il n'y a plus rien à faire. `ayni show { $id }` montre ce que les plateformes en disent.
error-too-many-words = Cette plateforme s'est prononcée sur { $limit } commentaires, et il n'en est pas gardé davantage.
hint-too-many-words = `ayni list --kind comment --status flagged` et `--status hidden` énumèrent les commentaires dont quelque chose est dit ; `ayni allow ID` retire ce que cette plateforme dit de l'un d'eux, même retiré, effacé ou expiré.
error-not-a-publisher = Le rôle de cette plateforme dans la fédération ({ web-role-mirror }) ne permet pas de publier.
hint-not-a-publisher = Les membres et les observateurs publient. Un membre peut proposer un autre rôle : `ayni charter propose --role PLATEFORME=observer`.
error-unknown-platform = Aucun membre ne s'appelle { $name }.
hint-unknown-platform = `ayni charter show` donne la liste des membres.
error-ambiguous-platform = Plusieurs membres s'appellent { $name } : { $candidates }
hint-ambiguous-platform = Donnez le did de celui dont vous parlez.
error-unknown-entry = Aucune entrée { $id } de cette plateforme n'est connue ici.
hint-unknown-entry = `ayni charter ballots` montre les deux entrées d'un journal gelé.
error-unknown-proposal = Personne ne propose { $hash }.
hint-unknown-proposal = `ayni charter ballots` montre ce qui est proposé ; donnez au moins huit chiffres. Après l'entrée en vigueur d'une autre charte, il faut proposer à nouveau.
error-bad-change = Ces changements ne font pas une charte : { $cause }
hint-bad-change = Une charte nomme au moins un membre qui vote, et chaque plateforme une fois.
error-too-many-proposals = Cette plateforme a proposé autant qu'elle le peut dans cette époque.
hint-too-many-proposals = Laissez d'abord les membres décider de l'une d'elles.
error-already-voted = Cette plateforme a déjà voté au tour { $round }, et ce tour peut encore aboutir.
hint-already-voted = Attendez les autres, ou passez au tour suivant avec --next-round s'ils sont injoignables.
error-confirmed-other = Cette plateforme a confirmé { $hash }, qui est peut-être déjà en vigueur.
hint-confirmed-other = Signez celle-là au tour suivant, ou attendez qu'un quorum en ait signé une autre.
error-no-round-left = Tous les tours de cette époque sont terminés.
hint-no-round-left = Mettez-vous d'accord avec les autres sur la proposition que la plupart ont signée au dernier tour.
error-own-log-unknown = Aucune autre plateforme n'a encore dit jusqu'où elle connaît le journal de cette plateforme.
hint-own-log-unknown = Une ancienne copie qui signerait diviserait son journal ; il attend donc la réponse d'un pair. Si ce magasin n'est pas une ancienne copie, `ayni serve --alone` n'attend pas.
error-weak-passphrase = La phrase secrète a moins de { $limit } caractères.
hint-weak-passphrase = Quatre ou cinq mots sans lien entre eux sont faciles à retenir et difficiles à deviner.
error-file-exists = { $path } existe déjà, et n'est pas écrasé.
hint-file-exists = Donnez un autre nom.
error-bad-backup = { $path } n'est pas la sauvegarde d'une clé, ou est endommagé.
hint-bad-backup = Utilisez le fichier entier que `ayni key backup` a écrit.
error-wrong-passphrase = Cette phrase secrète n'ouvre pas la sauvegarde.
hint-wrong-passphrase = Essayez encore, avec les mêmes majuscules et espaces.
error-backup-newer = La sauvegarde a la version { $found } ; ce programme connaît les versions jusqu'à { $known }.
hint-backup-newer = Utilisez un programme plus récent.
error-bad-words =
    { $place ->
        [0] Ces { $count } mots ne sont pas les 24 d'une clé.
       *[other] Le mot { $place } sur { $count } n'est pas dans la liste des mots.
    }
hint-bad-words = Comparez-les avec le papier ; deux mots de la liste ne commencent jamais par les mêmes quatre lettres.
error-words-unasked = Les mots sont toute la clé ; ils ne sont montrés que si on le demande.
hint-words-unasked = `ayni key words --yes` les montre, là où personne d'autre ne voit l'écran.
error-passphrase-unasked = Il n'y a pas de terminal où demander la phrase secrète.
hint-passphrase-unasked = Donnez-la avec --passphrase-file, ou - pour stdin.
error-passphrases-differ = Les deux phrases secrètes ne sont pas les mêmes.
hint-passphrases-differ = Recommencez.
error-no-vote = Cette plateforme n'a pas de voix dans la fédération.
hint-no-vote = Seuls les membres changent la charte. Envoyez les cartes à un membre : `ayni charter propose --admit CARTE`.
error-catching-up = Le nœud demande encore à ses pairs sa propre dernière entrée et ne signe rien avant de la connaître.
hint-catching-up = Patientez un instant et réessayez. `ayni status` montre l'état ; au moins un pair doit répondre.
error-log-frozen = Le journal de cette plateforme est gelé : deux entrées avec un même numéro ont été signées avec sa clé.
hint-log-frozen = Ce qui a été publié reste. Les membres mettent fin au gel avec `ayni charter propose --unfreeze PLATEFORME=ENTRÉE`, par l'entrée de la branche qui compte ; `ayni charter ballots` montre les deux. Ne faites jamais tourner deux nœuds avec une même clé.
error-nothing-to-do = Il n'y a rien à faire.
hint-nothing-to-do = Vérifiez que le fichier ou la requête contient au moins une fiche.
error-busy = Le nœud a trop à faire en ce moment.
hint-busy = Patientez quelques secondes et réessayez.
error-too-many-requests = Cette adresse a demandé trop souvent.
hint-too-many-requests = Attendez { $seconds } s. Qui a besoin de tout est mieux servi par `ayni export`, ou par un nœud à soi.
error-timeout = Le nœud n'a pas répondu à temps.
hint-timeout = Réessayez avec moins de contenu par requête. `ayni status` montre si le nœud est occupé.
error-method-not-allowed = Cette adresse n'accepte pas la méthode { $method }.
hint-method-not-allowed = L'en-tête Allow de la réponse indique les méthodes acceptées.

# Stockage

error-store-failed = Le stockage n'a pas pu être lu ou écrit : { $cause }
hint-store-failed = Vérifiez le disque et les droits du répertoire de données. Un nœud en marche réessaie de lui-même ; un nœud arrêté se relance avec `ayni serve`.
error-storage-full = Le disque est plein : plus rien ne peut être signé ni reçu.
hint-storage-full = Faites de la place sur le disque du répertoire de données ; le nœud reprend de lui-même en moins d'une minute. Rien de ce qui a été confirmé n'est perdu.
error-part-ended = Une partie du nœud s'est arrêtée sans qu'on le lui demande : { $part }.
hint-part-ended = Rien de ce qui a été confirmé n'est perdu. Relancez `ayni serve` ; si cela se reproduit, signalez ce qu'il a dit auparavant.
error-store-damaged = Le stockage { $path } est endommagé : { $cause }
hint-store-damaged = Mettez de côté le dossier `store` et le fichier `store.mark`, gardez `identity.key` et lancez `ayni serve` : le nœud récupère tout auprès de ses pairs. Si cette plateforme a fondé la fédération, mettez aussi de côté `federation.toml` et lancez d'abord `ayni join` avec un billet d'un autre membre.
error-store-newer = Le stockage a été écrit par une version plus récente (format { $found }) ; cette version connaît les formats jusqu'à { $known }.
hint-store-newer = Utilisez la version plus récente d'ayni avec ce répertoire de données.

# Recherche

error-search-failed = L'index de recherche n'a pas pu être lu : { $cause }
hint-search-failed = `ayni index rebuild` le refait à partir des fiches.

# Fédération

error-bad-card = Ce n'est pas la carte d'une plateforme : { $cause }
hint-bad-card = Demandez à la plateforme de renvoyer la carte et copiez-la en entier.
error-own-card = C'est la carte de cette plateforme elle-même.
hint-own-card = Qui fonde est membre de toute façon : ne donnez que les cartes des autres.
error-card-twice = La carte de { $name } est donnée deux fois.
hint-card-twice = Donnez chaque carte une seule fois.
error-already-member = { $name } fait déjà partie de la fédération.
hint-already-member = `ayni charter show` montre qui en fait partie.
error-bad-ticket = Ce n'est pas un billet : { $cause }
hint-bad-ticket = Copiez le billet en entier, ou demandez-en un nouveau, créé avec `ayni invite`.
error-ticket-expired = Le billet a expiré.
hint-ticket-expired = Demandez-en un nouveau, créé avec `ayni invite`, à la plateforme qui vous a invité.
error-wrong-federation = Cela appartient à une autre fédération.
hint-wrong-federation = `ayni status` montre la fédération de ce nœud. Un nœud n'appartient qu'à une seule fédération.
error-charter-awaited =
    { $state ->
        [applied] Cette plateforme est candidate à la fédération et attend : la charte vient quand les membres l'ont admise.
       *[joining] La charte de la fédération n'est pas encore arrivée : cette plateforme l'attend.
    }
hint-charter-awaited =
    { $state ->
        [applied] Lisez les mots de `ayni key show` à un membre et laissez tourner le nœud. Si le billet a expiré entre-temps, arrêtez le nœud et prenez-en un autre avec `ayni join BILLET`.
       *[joining] Laissez tourner le nœud : il demande à la plateforme qui a invité celle-ci. Si elle est injoignable, arrêtez le nœud et prenez un autre billet pour la fédération avec `ayni join BILLET`.
    }
error-not-a-member =
    { $removed ->
        [true] Cette plateforme n'est plus membre de la fédération : la charte en vigueur, époque { $epoch }, ne la nomme pas.
       *[false] Cette plateforme n'est pas membre de la fédération : la charte en vigueur, époque { $epoch }, ne la nomme pas.
    }
hint-not-a-member = Ce qu'elle a publié reste lisible. Pour être à nouveau candidate, demandez un billet à un membre, arrêtez le nœud et lancez `ayni join BILLET`.
error-cannot-invite = Cette plateforme n'a pas de voix dans la fédération : avec son billet, personne ne pourrait être candidat.
hint-cannot-invite = Demandez le billet à un membre ; `ayni charter show` en donne la liste avec les rôles.
error-no-federation = Ce nœud n'appartient encore à aucune fédération.
hint-no-federation = Fondez-en une avec `ayni federation found --name NOM`, ou rejoignez-en une avec `ayni join BILLET`.
error-already-in-federation = Ce nœud appartient déjà à la fédération { $federation }.
hint-already-in-federation = Pour une autre fédération, créez un autre nœud dans son propre répertoire : `ayni init --data DIR --name NOM --country CC`.

# Répertoire de données et configuration

error-data-dir-busy =
    { $pid ->
        [unknown] Un autre programme utilise le répertoire de données { $path }.
       *[other] Un autre programme utilise le répertoire de données { $path } (processus { $pid }).
    }
hint-data-dir-busy = Arrêtez l'autre nœud, ou choisissez un autre répertoire avec `--data DIR`.
error-data-dir-missing = Il n'y a pas de nœud dans { $path }.
hint-data-dir-missing = Créez-en un avec `ayni init --name NOM --country CC`, ou indiquez le bon répertoire avec `--data DIR`.
error-already-initialised = Il y a déjà un nœud dans { $path } ; rien n'a été écrasé.
hint-already-initialised = Lancez-le avec `ayni serve`, ou choisissez un autre répertoire avec `--data DIR`.
error-key-permissions = D'autres peuvent lire la clé secrète { $path }.
hint-key-permissions = Réservez-la à vous seul : `chmod 600 { $path }` ; `ayni key restore` écrit toujours une clé ainsi. Si quelqu'un a pu la lire, créez une autre clé avec `ayni init --data DIR --name NOM --country CC` et envoyez sa carte à un membre, pour `ayni charter propose --replace PLATEFORME=CARTE`.
error-bad-config = La configuration { $path } est inutilisable : { $cause }
hint-bad-config = Corrigez la ligne indiquée et relancez `ayni serve`.

# Adresses

error-port-in-use = Un autre programme écoute déjà sur { $address }.
hint-port-in-use =
    { $option ->
        [listen] Arrêtez-le, ou choisissez un autre port pour les pairs, dans `config.toml` ou avec `ayni serve --listen /ip4/0.0.0.0/tcp/4371`.
       *[http] Arrêtez-le, ou choisissez une autre adresse : `ayni serve --http 127.0.0.1:0` prend n'importe quel port libre.
    }
error-bad-address = L'adresse { $address } est inutilisable : { $cause }
hint-bad-address = Une adresse HTTP ressemble à 127.0.0.1:8080, une adresse du réseau à /ip4/127.0.0.1/tcp/4001.
error-no-node = Aucun nœud ne répond pour { $path }.
hint-no-node = Lancez-en un avec `ayni serve`.

# Ligne de commande

error-bad-name = Le nom est inutilisable : { $cause }
hint-bad-name = Donnez à `--name` une ligne d'au plus 200 caractères.
error-bad-country = « { $value } » n'est pas un code de pays.
hint-bad-country = Donnez les deux lettres de la norme ISO 3166-1, comme SN, EC ou GB.
error-bad-side = « { $value } » n'est pas un côté.
hint-bad-side = Donnez north (Nord) ou south (Sud), ou rien : le pays décide alors.
error-bad-role = « { $value } » n'est pas un rôle.
hint-bad-role = Donnez member (membre), observer (observateur) ou mirror (miroir).
error-bad-language = « { $value } » n'est pas le code d'une langue (BCP 47).
hint-bad-language = Donnez un code comme en, fr, es, qu, wo ou pt-BR.
error-bad-quorum = Le quorum ne peut pas être { $value }.
hint-bad-quorum = Donnez majority (majorité) ou two_thirds (deux tiers).
error-bad-duration = « { $value } » n'est pas une durée de validité possible pour un billet.
hint-bad-duration = Donnez un nombre et une unité, comme 90m, 12h ou 7d ; au plus un an, 366d.
error-wrong-usage = La commande ne s'utilise pas ainsi : { $cause }
hint-wrong-usage = `ayni help` et `ayni COMMANDE --help` montrent comment faire.
error-file-unreadable = Le fichier { $path } ne peut pas être lu : { $cause }
hint-file-unreadable = Vérifiez le nom et les droits du fichier.
error-file-unwritable = Le fichier { $path } ne peut pas être écrit : { $cause }
hint-file-unwritable = Vérifiez le dossier, ses permissions et la place sur le disque.
error-unknown-mapping = Il n'y a pas de correspondance nommée { $name }.
hint-unknown-mapping = Correspondances connues : { $known }. Une correspondance à vous est un fichier : `--map MAP.toml`.
error-version-mismatch = La commande et le nœud en marche n'ont pas la même version.
hint-version-mismatch = Arrêtez le nœud et relancez-le avec cette version : `ayni serve`.

# Pages de l’équipe

error-form-broken = Le formulaire n’est pas arrivé tel qu’il a été fait.
hint-form-broken = Rechargez la page et envoyez le formulaire encore une fois.
error-ticket-days = Un billet vaut de 1 à { $limit } jours.
hint-ticket-days = Indiquez un nombre entier de jours.
error-upload-kind = Rien ne dit ce que deviennent les lignes.
hint-upload-kind = Choisissez ce que devient chaque ligne, ou joignez un fichier de correspondance qui le dit.
error-upload-missing = Aucun fichier n’est arrivé.
hint-upload-missing = Choisissez le fichier qui contient les fiches.
error-upload-other-kind = La correspondance { $name } fait des fiches d’un autre type : { $kind }.
hint-upload-other-kind = Choisissez ce type, ou laissez-en le soin à la correspondance.
error-upload-rows = Le fichier a plus de { $limit } lignes.
hint-upload-rows = Divisez-le. Sur le serveur, « ayni import » prend des fichiers de toute longueur.
error-upload-too-large = Le fichier dépasse { $limit } Mio.
hint-upload-too-large = Divisez-le. Sur le serveur, « ayni import » prend des fichiers de toute longueur.
error-uploads-full = Des fichiers envoyés par d’autres prennent toute la place.
hint-uploads-full = Attendez qu’ils soient publiés, et envoyez de nouveau le vôtre.
error-vote-unsure = La case n’est pas cochée.
hint-vote-unsure = Un vote ne peut pas être repris. Cochez la case si vous êtes sûrs.

# Causes : ce qui suit les deux-points d'une phrase ci-dessus

cause-other = { $text }
cause-name = « { $name } » n'est pas un nom : un nom a de 1 à { $limit } caractères sur une ligne, aucun qui change le sens d'écriture, et ne tient pas lieu de vide
cause-member-count = une charte a de 1 à { $limit } membres, et non { $count }
cause-no-voter = il ne resterait personne qui vote
cause-no-change = rien ne serait différent
cause-untold = le nom, le pays ou le côté d'une plateforme qui garde sa clé changerait ; proposez de retirer cette plateforme puis, une fois cela en vigueur, de l'admettre à nouveau
cause-twice-in = { $name } y serait deux fois
cause-already-out = un autre de ces changements retire déjà { $name }
cause-token-prefix = le texte ne commence pas par `{ $prefix }`
cause-token-damaged = le texte est coupé ou contient des caractères qui n'y ont pas leur place
cause-token-forged = la signature n'est pas valable
cause-token-name = le nom qui s'y trouve n'en est pas un
cause-token-country = le pays qui s'y trouve n'en est pas un
cause-token-addresses = les adresses qui s'y trouvent sont trop nombreuses ou trop longues
cause-address-http = ce n'est pas une adresse IP avec un port
cause-address-no-peer = elle ne finit pas par /p2p/ et l'identifiant du pair
cause-address-peer-id = ce qui suit /p2p/ n'est pas un identifiant de pair
cause-address-form = ce n'est pas une multiaddr
cause-address-transport = ce n'est ni TCP ni QUIC
cause-encoding = il n'est pas codé comme le veut le web
cause-parameter-unknown = il n'y a pas de tel paramètre ici ; on connaît { $known }
cause-parameter-repeated =
    { $limit ->
        [one] il se donne une seule fois
       *[other] il se donne { $limit } fois au plus
    }
cause-parameter-long = il a { $limit } caractères au plus
cause-words = c'est l'un de { $words }
cause-number = c'est un nombre entier de { $least } à { $limit }
cause-country = c'est le code d'un pays en deux lettres (ISO 3166-1), comme SN
cause-sector = c'est le code d'un secteur, comme isic:A, ica:ICA10 ou local: suivi des mots de la plateforme
cause-language = c'est une étiquette de langue, comme fr ou pt-BR
cause-date = c'est un jour, un mois ou une année, écrits 2026-11-25, 2026-11 ou 2026
cause-region = c'est le code ISO 3166-2 d'une partie d'un pays, par exemple SN-DK
cause-near = c'est LAT,LON,KM, comme 14.69,-17.44,25 : des degrés avec un point décimal, entre ±90 et ±180, et plus de 0 et { $limit } kilomètres au plus
