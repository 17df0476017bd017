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
