# Pages for staff: the way in, the overview and the federation.

admin-places = Pages de l’équipe
admin-overview = Vue d’ensemble
admin-about = Comment va votre nœud, et ce qui vous attend.
admin-records = fiches de toutes les plateformes
admin-login = Se connecter
admin-login-about = Pour l’équipe de cette plateforme : publier, importer et tenir à jour ses fiches, et voter dans la fédération.
admin-login-wrong = Ce n’est pas le jeton d’accès de ce nœud.
admin-token = Jeton d’accès
admin-token-hint = Il se trouve dans le fichier api.token du répertoire de données du nœud. La personne qui gère le serveur peut vous le donner. Il ne figure jamais dans une adresse.
admin-enter = Se connecter
admin-logout = Se déconnecter

# The overview

admin-health = Comment va le nœud
admin-well =
    { $count ->
        [one] Tout va bien : une plateforme est connectée, et rien ne manque ni n’est endommagé, à notre connaissance.
       *[other] Tout va bien : { $count } plateformes sont connectées, et rien ne manque ni n’est endommagé, à notre connaissance.
    }
admin-waiting = Ce qui vous attend
admin-waiting-none = Rien ne vous attend.
admin-waiting-ballots =
    { $count ->
        [one] Une proposition attend le vote de votre plateforme
       *[other] { $number } propositions attendent le vote de votre plateforme
    }
admin-waiting-answers =
    { $count ->
        [one] Un partenariat attend votre réponse
       *[other] { $number } partenariats attendent votre réponse
    }
admin-waiting-stale =
    { $count ->
        [one] Une fiche est à revoir
       *[other] { $number } fiches sont à revoir
    }
admin-waiting-duplicates =
    { $count ->
        [one] Une paire de vos fiches décrit probablement la même chose
       *[other] { $number } paires de vos fiches décrivent probablement la même chose
    }
admin-disk = sur le disque
admin-uptime = depuis le démarrage
admin-joining = Votre plateforme attend d’être admise : la charte de la fédération n’est pas encore arrivée.
admin-joining-next = Demandez à la plateforme qui vous a invités si son nœud tourne. Si l’attente est longue, reprenez son billet sur le serveur.
admin-applied = Votre plateforme est candidate : celle qui l’a invitée le sait, et les membres décident.
admin-applied-next = Appelez un membre, comparez les mots de votre clé, et demandez aux membres de voter. Le reste se fait tout seul.
admin-removed = Votre plateforme n’est plus dans la fédération : la charte en vigueur, époque { $epoch }, ne la nomme pas.
admin-removed-next = Vos fiches restent lisibles ici. Pour revenir, demandez une invitation à un membre.
admin-first = Votre plateforme est pour l’instant la seule de la fédération.
admin-first-next = Invitez-en une autre :
admin-alone = Votre nœud n’est connecté à aucune autre plateforme. Ce que vous publiez reste ici en attendant.
admin-alone-next = Vérifiez que le serveur a accès à Internet et que son port est ouvert, et demandez à une autre plateforme si son nœud tourne.
admin-few-links =
    Votre nœud { $have ->
        [0] n’a aucun lien
        [one] a un lien
       *[other] a { $have } liens
    } { $link } ; il lui en faut { $need }, pour que les fiches parviennent des deux côtés quoi qu’il arrive.
admin-few-links-next = Il les cherche de lui-même. Si cela dure plus de quelques heures, appelez une des plateformes qui ne sont pas connectées.
admin-damaged =
    { $count ->
        [one] La dernière vérification a trouvé une entrée endommagée.
       *[other] La dernière vérification a trouvé { $count } entrées endommagées.
    }
admin-damaged-next = Demandez à la personne qui gère le serveur d’examiner son disque et de lancer « ayni verify », qui dit quoi faire. Les autres plateformes gardent les mêmes entrées.
admin-double-next = Appelez cette plateforme : quelqu’un d’autre utilise peut-être sa clé.
admin-frozen-next = Appelez cette plateforme pour savoir quelle entrée est la bonne ; proposez ensuite de repartir d’elle.
admin-behind =
    { $count ->
        [one] Une entrée d’autres plateformes manque encore ici.
       *[other] { $number } entrées d’autres plateformes manquent encore ici.
    }
admin-behind-rate =
    { $count ->
        [one] Une entrée d’autres plateformes manque encore ici ; il en arrive { $rate } par seconde, encore { $remaining } environ.
       *[other] { $number } entrées d’autres plateformes manquent encore ici ; il en arrive { $rate } par seconde, encore { $remaining } environ.
    }
admin-behind-stalled =
    { $count ->
        [one] Une entrée d’autres plateformes manque encore ici, et aucune n’est arrivée ces dernières secondes.
       *[other] { $number } entrées d’autres plateformes manquent encore ici, et aucune n’est arrivée ces dernières secondes.
    }
admin-behind-next = Votre nœud les prend de lui-même. D’ici là, il manque des fiches dans les listes et les nombres.
admin-unlisted =
    { $count ->
        [one] Une entrée est ici que les listes ne montrent pas encore.
       *[other] { $number } entrées sont ici que les listes ne montrent pas encore.
    }
admin-unsearchable =
    { $count ->
        [one] Une entrée est dans les listes que la recherche ne trouve pas encore.
       *[other] { $number } entrées sont dans les listes que la recherche ne trouve pas encore.
    }
admin-by-itself = Cela passe tout seul. Il n’y a rien à faire.
admin-seconds =
    { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
admin-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
admin-hours =
    { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
admin-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
admin-bytes =
    { $count ->
        [one] { $count } octet
       *[other] { $count } octets
    }
admin-kilobytes = { $number } ko
admin-megabytes = { $number } Mo
admin-gigabytes = { $number } Go

# The federation

admin-charter = Décisions
admin-no-vote = Votre plateforme n’a pas de vote dans cette fédération. Vous voyez ici ce que les membres décident.
admin-voted-for = Votre plateforme a signé une proposition dans ce tour.
admin-voted-none = Votre plateforme a signé dans ce tour qu’elle n’est pour aucune des propositions.
admin-propose = Proposer un changement
admin-invite = Inviter une plateforme
admin-vote-for = Voter pour cette proposition
admin-vote-none = Voter pour aucune
admin-vote-none-about = Votre plateforme signe qu’elle n’est pour aucune des propositions de ce tour.
admin-vote-final = Le vote est signé avec la clé de votre plateforme, et tous les membres le voient. Il ne peut pas être repris : qui signe deux votes dans un tour prouve qu’il se contredit.
admin-vote-again = Votre plateforme a voté dans ce tour. Un autre vote compte dans le tour suivant, quand celui-ci ne peut plus aboutir.
admin-vote-sure = Je sais que cela ne peut pas être repris.
admin-vote-next-round = Passer au tour suivant, même si celui-ci peut encore aboutir
admin-vote = Signer le vote
admin-vote-back = Retour aux décisions
admin-signed = Votre plateforme a signé la proposition. Vous voyez ci-dessous qui manque encore.
admin-signed-none = Votre plateforme a signé qu’elle n’est pour aucune des propositions.
admin-already = Il n’y avait rien à signer : votre plateforme a déjà signé cela dans ce tour.
admin-in-force = Le changement est en vigueur, sur chaque nœud. La charte en est à l’époque { $epoch }.
admin-proposed = C’est proposé, et signé par votre plateforme. Vous voyez ci-dessous qui manque encore.
admin-proposed-only = C’est proposé. Votre plateforme a voté autrement dans un tour qui peut encore aboutir ; votez pour cette proposition quand ce tour sera terminé.
admin-propose-about = Tout ce que vous choisissez ici devient une seule proposition. Elle entre en vigueur quand assez de membres l’ont signée.
admin-admit = Admettre des plateformes
admin-cards = Cartes
admin-cards-hint = La carte que chaque plateforme vous a envoyée, une par ligne. Les mots de sa clé figurent avec la proposition : comparez-les au téléphone.
admin-card-role = Rôle de celles qui sont admises
admin-members-hint = Ouvrez un membre pour changer son rôle, le retirer ou le laisser continuer avec une nouvelle clé.
admin-remove = Le retirer de la fédération
admin-replace = La carte avec sa nouvelle clé
admin-unfreeze = Lever le gel d’un journal
admin-branch = L’entrée à partir de laquelle il continue
admin-branch-none = Le laisser gelé
admin-quorum = Un changement exige
admin-propose-final = Proposer signe la proposition au nom de votre plateforme, si elle n’a pas voté dans ce tour. Cela ne peut pas être repris.
admin-propose-do = Proposer
admin-invite-about = Avec un billet, une autre plateforme trouve la fédération. Si elle n’est pas encore membre, prendre le billet vaut candidature, et les membres décident.
admin-invite-role = Rôle
admin-invite-days = Nombre de jours de validité du billet
admin-invite-make = Faire un billet
admin-ticket = Le billet
admin-ticket-hint = Copiez-le et envoyez-le à cette seule plateforme, par une voie à laquelle vous vous fiez. Il n’est montré que maintenant et ne figure dans aucune adresse.

# Connections

admin-peers = Connexions
admin-peers-about = Avec ces plateformes, votre nœud échange des fiches en ce moment. Il choisit ses liens pour que Nord et Sud restent reliés.
admin-peers-none = Aucune plateforme n’est connectée en ce moment.
admin-transport = Voie
admin-round-trip = Aller-retour
admin-tcp = directe (TCP)
admin-quic = directe (QUIC)
admin-relayed = par un autre membre
admin-milliseconds = { $number } ms
admin-unmeasured = pas encore mesuré
admin-absent = Sans connexion
admin-absent-about = Votre nœud n’est pas connecté directement à ces membres. Leurs fiches arrivent par d’autres.
admin-absent-none = Votre nœud est connecté à tous les autres membres.
