# Ce qu'un import trouve à redire à une ligne avant que les règles des fiches ne s'appliquent (rule-CODE, fix-CODE),
# et à un fichier entier (error-CODE, hint-CODE).

rule-not-utf8 = Ce n'est pas du texte UTF-8. Enregistrez le fichier en UTF-8 ; les tableurs appellent cela « CSV UTF-8 ».
rule-cell-too-long = La cellule dépasse { $limit } caractères.
rule-cells-too-many = La ligne a { $value } cellules, mais l'en-tête en a { $limit }.
rule-row-too-long = Elle dépasse { $limit } octets.
rule-json-broken = Ce n'est pas du JSON : { $value }
rule-feature-broken = Ce n'est pas un objet GeoJSON : { $value }
rule-value-unknown = La table de correspondance n'a pas d'entrée pour « { $value } ».
fix-value-unknown = Peut-être « { $suggestion } » ?
rule-not-degrees = « { $value } » n'est pas une coordonnée en degrés décimaux, comme 14,6934.
rule-kind-differs = La fiche est du type « { $value } ».
fix-kind-differs = Cet import n'accepte que « { $suggestion } ».
rule-skipped = La correspondance écarte les lignes qui portent ici « { $value } ».
fix-skipped = Raison : { $suggestion }
rule-oid-twice = Une autre ligne de ce fichier a déjà l'oid « { $value } ».
fix-oid-twice = C'est la ligne { $suggestion }.
rule-id-twice = Une autre ligne de ce fichier a déjà l'id « { $value } ».
fix-id-twice = C'est la ligne { $suggestion }.
rule-text-lost = « { $value } » contient le caractère �, mis là où du texte s'est perdu. Récrivez ce texte.
rule-not-mended = La ligne est encore telle qu'elle a été refusée : corrigez le texte sous { $field } et mettez-le à la place de la ligne.
rule-number-inexact = « { $value } » a plus de chiffres qu'une feuille n'en garde ; les derniers peuvent différer de ceux qui ont été tapés. Écrivez-le en texte.
rule-cell-error = La cellule montre l'erreur { $value }.

problem-place = ligne { $row }, { $column } : { $message }
problem-place-value = ligne { $row }, { $column } ({ $value }) : { $message }
problem-place-row = ligne { $row } : { $message }

error-import-unreadable = Le fichier ne peut pas être lu : { $cause }
hint-import-unreadable = Vérifiez qu'il existe et que vous avez le droit de le lire.
error-format-unclear = Le nom { $file } ne dit pas quel est le format du fichier.
hint-format-unclear = Donnez-lui l'extension .xlsx, .csv, .tsv, .txt, .geojson, .jsonl ou .json, ou indiquez le format.
error-file-is-spreadsheet = C'est un fichier de tableur d'un genre qui ne se lit pas : ancien (XLS), OpenDocument (ODS) ou protégé par un mot de passe.
hint-file-is-spreadsheet = Enregistrez-le en XLSX sans mot de passe, ou comme « CSV UTF-8 », et importez ce fichier-là.
error-file-is-packed = C'est un fichier XLSX, ou un autre zip, et non du texte.
hint-file-is-packed = Donnez-lui l'extension .xlsx, ou indiquez le format : --format xlsx.
error-file-not-text = Ce n'est pas du texte : il contient des octets qu'aucun texte n'a.
hint-file-not-text = Vérifiez que c'est le bon fichier et qu'il a été copié jusqu'au bout.
error-workbook-broken = Le fichier XLSX est abîmé, ou n'en est pas un : { $part } ne peut pas être lu.
hint-workbook-broken = Ouvrez-le dans un tableur et enregistrez-le à nouveau en XLSX, ou comme « CSV UTF-8 ».
error-workbook-too-large = Décompressé, { $part } du fichier XLSX prend plus de { $limit } octets ; on n'en lit pas tant.
hint-workbook-too-large = Enregistrez la feuille comme « CSV UTF-8 » et importez ce fichier-là, ou divisez-la en plusieurs.
error-workbook-too-many = { $part } du fichier XLSX a plus de { $limit } morceaux ; on n'en lit pas tant.
hint-workbook-too-many = Enregistrez la feuille comme « CSV UTF-8 » et importez ce fichier-là, ou divisez-la en plusieurs.
error-workbook-bomb = { $part } du fichier XLSX se décompresse en bien plus qu'une feuille de calcul. Rien de plus n'en est décompressé.
hint-workbook-bomb = Qui vous l'a donné vous veut peut-être du mal. S'il est de vous, enregistrez-le à nouveau dans un tableur.
error-workbook-part-twice = { $part } figure deux fois dans le fichier XLSX : on ne peut savoir lequel compte.
hint-workbook-part-twice = Ouvrez-le dans un tableur et enregistrez-le à nouveau en XLSX.
error-workbook-text-endless = { $part } du fichier XLSX a un texte de plus de { $limit } octets.
hint-workbook-text-endless = Une cellule a au plus 32 767 caractères. Enregistrez le fichier à nouveau dans un tableur.
error-sheet-absent = Le fichier XLSX n'a pas de feuille « { $sheet } ». Il a : { $sheets }
hint-sheet-absent = Écrivez le nom comme le montre l'onglet en bas du tableur.
error-sheet-uncalculated = La formule de la cellule { $cell } n'a pas encore de résultat.
hint-sheet-uncalculated = Ouvrez le fichier dans un tableur, qui le calcule, et enregistrez-le.
error-file-empty = Le fichier n'a pas de ligne d'en-tête.
hint-file-empty = La première ligne doit contenir les noms des colonnes.
error-header-not-utf8 = La ligne d'en-tête n'est pas du texte UTF-8.
hint-header-not-utf8 = Enregistrez le fichier en UTF-8 ; les tableurs appellent cela « CSV UTF-8 ».
error-header-twice = La colonne « { $column } » figure deux fois dans l'en-tête, aux places { $first } et { $second }.
hint-header-twice = Renommez ou supprimez l'une des deux.
error-columns-too-many = L'en-tête a { $count } colonnes ; on en lit au plus { $limit }.
hint-columns-too-many = Peut-être le séparateur n'est-il ni la virgule, ni le point-virgule, ni la tabulation.
error-row-endless = La ligne { $row } dépasse { $limit } octets.
hint-row-endless = Peut-être un guillemet n'y est-il jamais fermé, ou dans une ligne précédente.
error-quote-unclosed = La ligne { $row } a un guillemet qui n'est jamais fermé : tout ce qui le suit serait une seule cellule.
hint-quote-unclosed = Fermez-le ou supprimez-le ; entre guillemets, écrivez-le deux fois. Rien de cette ligne, ni de ce qui la suit, n'est importé.
error-json-shape = Le fichier n'est ni un tableau JSON ni une collection GeoJSON.
hint-json-shape = Un objet par ligne se lit dans un fichier qui finit par .jsonl.
error-json-cut = Le JSON s'interrompt après l'élément { $element }.
hint-json-cut = Peut-être le fichier n'a-t-il pas été copié jusqu'au bout, ou manque-t-il une virgule ou un crochet.
error-columns-absent = Il manque au fichier des colonnes que nomme la correspondance : { $columns }
hint-columns-absent = Vérifiez que c'est la bonne correspondance, et que personne n'a renommé les colonnes.
error-fields-absent = Toute fiche du type « { $kind } » demande des colonnes que le fichier n'a pas : { $columns }
hint-fields-absent = Ajoutez ces colonnes (les textes dans leur langue : title.fr), ou utilisez un fichier de correspondance : ses [constants] valent pour toutes les fiches.
error-column-unknown =
    { $count ->
        [one] La colonne { $columns } ne porte pas le nom d'un champ.
       *[other] { $count } colonnes ne portent pas le nom d'un champ : { $columns }
    }
hint-column-unknown = Sans fichier de correspondance, les colonnes portent le nom des champs : title.fr, countries, geo.lat. `ayni import FICHIER --kind { $kind } --suggest-mapping MAP.toml` écrit un fichier de correspondance pour commencer.
error-mapping-invalid = Le fichier de correspondance est fautif : { $message }
hint-mapping-invalid = docs/import.md explique ce qu'il peut contenir.

# What stands between the cells of a table.

import-separator-comma = virgules
import-separator-semicolon = points-virgules
import-separator-tab = tabulations
import-separator-pipe = barres verticales
