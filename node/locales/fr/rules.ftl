# Ce qui ne va pas dans un champ d'une fiche (rule-CODE) et ce qui était peut-être voulu (fix-CODE).
# Les codes sont ceux de protocol/src/record/problem.rs. Une règle reçoit $field et $value, et $limit si elle a une borne ; un fix reçoit $suggestion.

rule-required = { $field } manque.
fix-required = Au plus tard : { $suggestion }
rule-unknown-field = Le champ { $field } n'existe pas.
fix-unknown-field = Vouliez-vous écrire { $suggestion } ?
rule-kind-unknown = « { $value } » n'est pas un type de fiche.
fix-kind-unknown = Vouliez-vous écrire { $suggestion } ?

# Types

rule-not-text = { $field } doit être un texte, entre guillemets ; trouvé : { $value }.
fix-not-text = Entre guillemets : "{ $suggestion }"
rule-not-integer = { $field } doit être un nombre entier sans guillemets ; trouvé : « { $value } ».
fix-not-integer = Les coordonnées sont en millionièmes de degré : { $suggestion }.
rule-not-boolean = { $field } doit être true ou false ; trouvé : « { $value } ».
rule-not-list = { $field } doit être une liste, entre crochets ; trouvé : « { $value } ».
rule-not-object = Des champs nommés entre accolades sont attendus ici ; trouvé : « { $value } ».
rule-not-localized = { $field } doit contenir des textes par langue, comme "fr": "…" ; trouvé : « { $value } ».

# Bornes

rule-blank = { $field } est vide. Omettez plutôt le champ.
rule-placeholder = « { $value } » dans { $field } ne dit rien. Omettez le champ, ou écrivez ce que l'on sait.
rule-too-long = { $field } dépasse { $limit } caractères.
rule-too-many = { $field } a { $value } éléments ; { $limit } au plus sont permis.
rule-too-few = { $field } n'a que { $value } élément(s) ; il en faut au moins { $limit }.
rule-too-small = { $field } vaut { $value } ; le minimum est { $limit }.
rule-too-large = { $field } vaut { $value } ; le maximum est { $limit }.
rule-duplicate = { $field } répète ce que la liste contient déjà.
rule-line-break = { $field } doit tenir sur une seule ligne, sans tabulation.
fix-line-break = Sur une ligne : « { $suggestion } »
rule-control-character = { $field } contient le caractère de contrôle invisible { $value }. Retirez-le.
rule-bidi-character = { $field } contient le caractère invisible { $value }, qui fait lire le texte autrement qu'il n'est écrit. Retirez-le.

# Codes

rule-country-unknown = « { $value } » dans { $field } n'est pas le code à deux lettres d'un pays (ISO 3166-1).
fix-country-unknown = Vouliez-vous écrire { $suggestion } ?
rule-country-not-listed = { $value } dans { $field } n'appartient à aucun des pays de la fiche. Ajoutez son pays, ou corrigez.
rule-region-malformed = « { $value } » dans { $field } n'est pas le code d'une région (ISO 3166-2), comme SN-DK.
fix-region-malformed = Vouliez-vous écrire { $suggestion } ?
rule-language-malformed = « { $value } » dans { $field } n'est pas le code d'une langue (BCP 47), comme fr, wo ou pt-BR.
fix-language-malformed = Vouliez-vous écrire { $suggestion } ?
rule-original-missing = La fiche est dite écrite en « { $value } », mais { $field } n'a pas de texte dans cette langue.
rule-original-translated = { $field } nomme « { $value } », la langue de l'original, qui n'est pas une traduction.
rule-language-absent = { $field } nomme « { $value } », mais la fiche n'a pas de texte dans cette langue.
fix-language-absent = Vouliez-vous écrire { $suggestion } ?
rule-code-unknown = « { $value } » n'est pas un des codes de { $field }.
fix-code-unknown = Vouliez-vous écrire { $suggestion } ?
rule-sector-unknown = « { $value } » dans { $field } n'est pas un secteur : isic:A à isic:V, ica:ICA10 à ica:ICA290, ou local: suivi de votre propre mot.
fix-sector-unknown = Vouliez-vous écrire { $suggestion } ?
rule-currency-unknown = « { $value } » dans { $field } n'est pas le code à trois lettres d'une monnaie (ISO 4217).
fix-currency-unknown = Vouliez-vous écrire { $suggestion } ?
rule-licence-malformed = « { $value } » dans { $field } n'est pas l'identifiant d'une licence (SPDX), comme CC-BY-4.0.
fix-licence-malformed = Vouliez-vous écrire { $suggestion } ?
rule-status-by-operation = { $field } ne peut pas être « { $value } » : retirez ou effacez plutôt la fiche.

# Dates

rule-date-malformed = « { $value } » dans { $field } n'est pas une date écrite AAAA-MM-JJ, AAAA-MM ou AAAA.
fix-date-malformed = Vouliez-vous écrire { $suggestion } ?
rule-date-impossible = Aucun calendrier n'a le jour « { $value } » de { $field }.
rule-dates-reversed = { $field } précède le début : { $value }.
rule-expires-too-late = { $field } est { $value } ; ce à quoi une personne a consenti peut être partagé un an au plus.
fix-expires-too-late = Au plus tard : { $suggestion }

# Adresses et identifiants

rule-url-malformed = « { $value } » dans { $field } n'est pas une adresse web commençant par https:// ou http://.
fix-url-malformed = Vouliez-vous écrire { $suggestion } ?
rule-email-malformed = « { $value } » dans { $field } n'est pas une adresse électronique.
fix-email-malformed = Vouliez-vous écrire { $suggestion } ?
rule-phone-malformed = « { $value } » dans { $field } n'est pas un numéro de téléphone, comme +221 33 800 00 00.
rule-multiaddr-malformed = « { $value } » dans { $field } n'est pas l'adresse d'un nœud, comme /ip4/203.0.113.7/tcp/4001.
rule-record-id-malformed = « { $value } » dans { $field } n'est pas l'identifiant d'une fiche : 32 chiffres de 0 à 9 et de a à f.
fix-record-id-malformed = Vouliez-vous écrire { $suggestion } ?
rule-lei-malformed = « { $value } » dans { $field } n'est pas un identifiant d'entité juridique (LEI), ou l'un de ses 20 caractères est faux.
fix-lei-malformed = Vouliez-vous écrire { $suggestion } ?
rule-isbn-malformed = « { $value } » dans { $field } n'est pas un ISBN, ou l'un de ses 10 ou 13 chiffres est faux.
fix-isbn-malformed = Vouliez-vous écrire { $suggestion } ?
rule-doi-malformed = « { $value } » dans { $field } n'est pas un DOI, comme 10.5281/zenodo.1234.
fix-doi-malformed = Vouliez-vous écrire { $suggestion } ?
rule-hash-malformed = « { $value } » dans { $field } n'est pas un SHA-256 : 64 chiffres de 0 à 9 et de a à f.
fix-hash-malformed = Vouliez-vous écrire { $suggestion } ?
rule-did-malformed = « { $value } » dans { $field } n'est pas la clé d'une plateforme, comme did:key:z6Mk… Chaque plateforme voit la sienne avec « ayni status ».
rule-decimal-malformed = « { $value } » dans { $field } n'est pas un nombre décimal, comme 1204 ou 12.5.
fix-decimal-malformed = Vouliez-vous écrire { $suggestion } ?
rule-time-zone-unknown = « { $value } » dans { $field } n'est pas un fuseau horaire, comme Africa/Dakar.
fix-time-zone-unknown = Vouliez-vous écrire { $suggestion } ?

# Plusieurs champs ensemble

rule-outside-country = Le point { $value } (latitude, longitude) de { $field } se trouve hors des pays de la fiche.
fix-outside-country = Latitude et longitude sont peut-être inversées : { $suggestion } conviendrait.
rule-sum-too-large = Femmes et hommes font ensemble { $value }, plus que { $limit } dans { $field }.
rule-side-differs = La liste de la CNUCED range le pays de l'autre côté que « { $value } », mais { $field } dit que le côté vient de là.
fix-side-differs = Corrigez le côté, ou indiquez { $suggestion }.
rule-consent-required = Ce qui nomme une personne n'est « { $value } » que si elle y a consenti : indiquez le consentement et sa date.
fix-consent-required = Ou choisissez la visibilité { $suggestion }.
rule-place-required = Ni { $field } ni online_url ne dit où cela se tient. Indiquez l'un des deux.

# Constaté à la publication

rule-not-own-record = La fiche { $value } a été publiée par une autre plateforme.
rule-record-too-large = La fiche prend { $value } octets une fois signée ; { $limit } au plus sont possibles.
