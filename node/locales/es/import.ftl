# Lo que una importación encuentra mal en una fila antes de aplicar las reglas de las fichas (rule-CODE, fix-CODE), y en un
# archivo entero (error-CODE, hint-CODE).

rule-not-utf8 = Esto no es texto UTF-8. Guarde el archivo en UTF-8; las hojas de cálculo lo llaman «CSV UTF-8».
rule-cell-too-long = La celda pasa de { $limit } caracteres.
rule-cells-too-many = La fila tiene { $value } celdas, pero el encabezado tiene { $limit }.
rule-row-too-long = Pasa de { $limit } bytes.
rule-json-broken = Esto no es JSON: { $value }
rule-feature-broken = Esto no es un objeto GeoJSON: { $value }
rule-value-unknown = La tabla de correspondencia no tiene entrada para «{ $value }».
fix-value-unknown = ¿Quizás «{ $suggestion }»?
rule-not-degrees = «{ $value }» no es una coordenada en grados decimales, como -0,2201.
rule-kind-differs = La ficha es del tipo «{ $value }».
fix-kind-differs = Esta importación solo admite «{ $suggestion }».
rule-skipped = La correspondencia deja fuera las filas que llevan aquí «{ $value }».
fix-skipped = Motivo: { $suggestion }
rule-oid-twice = Otra fila de este archivo ya tiene el oid «{ $value }».
fix-oid-twice = Es la fila { $suggestion }.
rule-id-twice = Otra fila de este archivo ya tiene el id «{ $value }».
fix-id-twice = Es la fila { $suggestion }.
rule-text-lost = «{ $value }» tiene el carácter �, puesto donde se perdió texto. Escriba de nuevo ese texto.
rule-not-mended = La fila sigue como fue rechazada: corrija el texto de { $field } y póngalo en el lugar de la fila.
rule-number-inexact = «{ $value }» tiene más cifras de las que guarda una hoja; las últimas pueden no ser las que se escribieron. Escríbalo como texto.
rule-cell-error = La celda muestra el error { $value }.

problem-place = fila { $row }, { $column }: { $message }
problem-place-value = fila { $row }, { $column } ({ $value }): { $message }
problem-place-row = fila { $row }: { $message }

error-import-unreadable = El archivo no se puede leer: { $cause }
hint-import-unreadable = Compruebe que existe y que tiene permiso para leerlo.
error-format-unclear = El nombre { $file } no dice qué formato tiene el archivo.
hint-format-unclear = Póngale la extensión .xlsx, .csv, .tsv, .txt, .geojson, .jsonl o .json, o indique el formato.
error-file-is-spreadsheet = Es un archivo de hoja de cálculo de una clase que no se lee: antiguo (XLS), OpenDocument (ODS) o con contraseña.
hint-file-is-spreadsheet = Guárdelo como XLSX sin contraseña, o como «CSV UTF-8», e importe ese archivo.
error-file-is-packed = Es un archivo XLSX, u otro zip, y no texto.
hint-file-is-packed = Póngale la extensión .xlsx o indique el formato: --format xlsx.
error-file-not-text = No es texto: contiene bytes que ningún texto tiene.
hint-file-not-text = Compruebe que es el archivo correcto y que se copió hasta el final.
error-workbook-broken = El archivo XLSX está dañado, o no lo es: { $part } no se puede leer.
hint-workbook-broken = Ábralo en una hoja de cálculo y guárdelo de nuevo como XLSX, o como «CSV UTF-8».
error-workbook-too-large = Descomprimido, { $part } del archivo XLSX ocupa más de { $limit } bytes; no se lee tanto.
hint-workbook-too-large = Guarde la hoja como «CSV UTF-8» e importe ese archivo, o divídala en varias.
error-workbook-too-many = { $part } del archivo XLSX tiene más de { $limit } piezas; no se leen tantas.
hint-workbook-too-many = Guarde la hoja como «CSV UTF-8» e importe ese archivo, o divídala en varias.
error-workbook-bomb = { $part } del archivo XLSX se descomprime en mucho más que una hoja de cálculo. No se descomprime nada más.
hint-workbook-bomb = Quien se lo dio quizá quiera hacer daño. Si es suyo, guárdelo de nuevo en una hoja de cálculo.
error-workbook-part-twice = { $part } está dos veces en el archivo XLSX: no se puede saber cuál cuenta.
hint-workbook-part-twice = Ábralo en una hoja de cálculo y guárdelo de nuevo como XLSX.
error-workbook-text-endless = { $part } del archivo XLSX tiene un texto de más de { $limit } bytes.
hint-workbook-text-endless = Una celda tiene como máximo 32 767 caracteres. Guarde el archivo de nuevo en una hoja de cálculo.
error-sheet-absent = El archivo XLSX no tiene la hoja «{ $sheet }». Tiene: { $sheets }
hint-sheet-absent = Escriba el nombre como lo muestra la pestaña al pie de la hoja de cálculo.
error-sheet-uncalculated = La fórmula de la celda { $cell } todavía no tiene resultado.
hint-sheet-uncalculated = Abra el archivo en una hoja de cálculo, que la calcula, y guárdelo.
error-file-empty = El archivo no tiene fila de encabezado.
hint-file-empty = La primera fila debe contener los nombres de las columnas.
error-header-not-utf8 = La fila de encabezado no es texto UTF-8.
hint-header-not-utf8 = Guarde el archivo en UTF-8; las hojas de cálculo lo llaman «CSV UTF-8».
error-header-twice = La columna «{ $column }» está dos veces en el encabezado, en los lugares { $first } y { $second }.
hint-header-twice = Cambie el nombre de una de ellas o bórrela.
error-columns-too-many = El encabezado tiene { $count } columnas; se leen como máximo { $limit }.
hint-columns-too-many = Quizás el separador no sea coma, punto y coma ni tabulación.
error-row-endless = La fila { $row } pasa de { $limit } bytes.
hint-row-endless = Quizás unas comillas, en ella o en una fila anterior, no se cierran nunca.
error-quote-unclosed = La fila { $row } tiene unas comillas que no se cierran nunca: todo lo que sigue sería una sola celda.
hint-quote-unclosed = Ciérrelas o quítelas; entre comillas, escríbalas dos veces. Nada de esa fila, ni de lo que sigue, se importa.
error-json-shape = El archivo no es ni una lista JSON ni una colección GeoJSON.
hint-json-shape = Un objeto por línea se lee de archivos que terminan en .jsonl.
error-json-cut = El JSON se interrumpe tras el elemento { $element }.
hint-json-cut = Quizás el archivo no se copió hasta el final, o falta una coma o un corchete.
error-columns-absent = Al archivo le faltan columnas que la correspondencia nombra: { $columns }
hint-columns-absent = Compruebe que es la correspondencia correcta y que nadie ha cambiado los nombres de las columnas.
error-fields-absent = Toda ficha del tipo «{ $kind }» necesita columnas que el archivo no tiene: { $columns }
hint-fields-absent = Añada esas columnas (los textos en su lengua: title.es), o use un archivo de correspondencia: sus [constants] valen para todas las fichas.
error-column-unknown =
    { $count ->
        [one] La columna { $columns } no lleva el nombre de un campo.
       *[other] { $count } columnas no llevan el nombre de un campo: { $columns }
    }
hint-column-unknown = Sin archivo de correspondencia, las columnas se llaman como los campos: title.es, countries, geo.lat. `ayni import ARCHIVO --kind { $kind } --suggest-mapping MAP.toml` escribe un archivo de correspondencia para empezar.
error-mapping-invalid = El archivo de correspondencia está mal: { $message }
hint-mapping-invalid = docs/import.md explica lo que puede contener.

# What stands between the cells of a table.

import-separator-comma = comas
import-separator-semicolon = puntos y comas
import-separator-tab = tabulaciones
import-separator-pipe = barras verticales
