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

problem-place = fila { $row }, { $column }: { $message }
problem-place-row = fila { $row }: { $message }

error-import-unreadable = El archivo no se puede leer: { $cause }
hint-import-unreadable = Compruebe que existe y que tiene permiso para leerlo.
error-format-unclear = El nombre { $file } no dice qué formato tiene el archivo.
hint-format-unclear = Póngale la extensión .csv, .tsv, .geojson, .jsonl o .json, o indique el formato.
error-file-is-spreadsheet = Es el archivo propio de una hoja de cálculo, no una tabla en texto.
hint-file-is-spreadsheet = Guárdelo como «CSV UTF-8» e importe ese archivo.
error-file-is-utf16 = El archivo es texto UTF-16.
hint-file-is-utf16 = Guárdelo en UTF-8.
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
error-column-unknown = La columna «{ $column }» no lleva el nombre de un campo.
hint-column-unknown = Sin archivo de correspondencia, las columnas se llaman como los campos: title.en, countries, geo.lat.
hint-column-near = ¿Quizás «{ $suggestion }»? Las columnas con otros nombres necesitan un archivo de correspondencia.
error-mapping-invalid = El archivo de correspondencia está mal: { $message }
hint-mapping-invalid = docs/import.md explica lo que puede contener.
