# What an import finds wrong with a row before the rules of records are asked (rule-CODE, fix-CODE), and with a file as a
# whole (error-CODE, hint-CODE).

rule-not-utf8 = This is not UTF-8 text. Save the file as UTF-8; spreadsheet programs call that "CSV UTF-8".
rule-cell-too-long = The cell is longer than { $limit } characters.
rule-cells-too-many = The row has { $value } cells, but the header has { $limit }.
rule-row-too-long = It is longer than { $limit } bytes.
rule-json-broken = This is not JSON: { $value }
rule-feature-broken = This is not a GeoJSON feature: { $value }
rule-value-unknown = The mapping has no entry for "{ $value }".
fix-value-unknown = Perhaps "{ $suggestion }"?
rule-not-degrees = "{ $value }" is not a coordinate in decimal degrees, such as 14.6934.
rule-kind-differs = The record is of the kind "{ $value }".
fix-kind-differs = This import takes only "{ $suggestion }".
rule-skipped = The mapping leaves out rows with "{ $value }" here.
fix-skipped = Reason: { $suggestion }
rule-oid-twice = Another row of this file has the oid "{ $value }" already.
fix-oid-twice = It is row { $suggestion }.
rule-id-twice = Another row of this file has the id "{ $value }" already.
fix-id-twice = It is row { $suggestion }.
rule-text-lost = "{ $value }" has the character �, which stands where text was lost. Write that text anew.
rule-not-mended = The row is still as it was refused: mend the text under { $field }, and put it in the row's place.
rule-number-inexact = "{ $value }" has more digits than a sheet keeps; the last ones may be others than were typed. Write it as text.
rule-cell-error = The cell shows the error { $value }.

problem-place = row { $row }, { $column }: { $message }
problem-place-value = row { $row }, { $column } ({ $value }): { $message }
problem-place-row = row { $row }: { $message }

error-import-unreadable = The file can't be read: { $cause }
hint-import-unreadable = Check that it is there and that you may read it.
error-format-unclear = The name { $file } doesn't say which format the file has.
hint-format-unclear = Give it the extension .xlsx, .csv, .tsv, .txt, .geojson, .jsonl or .json, or name the format.
error-file-is-spreadsheet = This is a spreadsheet file of a kind that is not read: an older one (XLS), an OpenDocument one (ODS), or one with a password.
hint-file-is-spreadsheet = Save it as XLSX without a password, or as "CSV UTF-8", and import that file.
error-file-is-packed = This is an XLSX file, or another zip, and not text.
hint-file-is-packed = Give it the extension .xlsx, or name the format: --format xlsx.
error-file-not-text = This is not text: it holds bytes that no text has.
hint-file-not-text = Check that it is the right file, and that it was copied to its end.
error-workbook-broken = The XLSX file is damaged, or is none: { $part } can't be read.
hint-workbook-broken = Open it in a spreadsheet program and save it anew as XLSX, or as "CSV UTF-8".
error-workbook-too-large = Unpacked, { $part } of the XLSX file takes more than { $limit } bytes; that much is not read.
hint-workbook-too-large = Save the sheet as "CSV UTF-8" and import that file, or divide it into several.
error-workbook-too-many = { $part } of the XLSX file has more than { $limit } pieces; that many are not read.
hint-workbook-too-many = Save the sheet as "CSV UTF-8" and import that file, or divide it into several.
error-workbook-bomb = { $part } of the XLSX file unpacks to far more than a spreadsheet does. Nothing more is unpacked of it.
hint-workbook-bomb = Whoever gave it to you may mean harm. If it is yours, save it anew in a spreadsheet program.
error-workbook-part-twice = { $part } of the XLSX file is there twice: which of the two counts can't be told.
hint-workbook-part-twice = Open it in a spreadsheet program and save it anew as XLSX.
error-workbook-text-endless = { $part } of the XLSX file has a text of more than { $limit } bytes.
hint-workbook-text-endless = A cell of a sheet has at most 32,767 characters. Save the file anew in a spreadsheet program.
error-sheet-absent = The XLSX file has no sheet "{ $sheet }". It has: { $sheets }
hint-sheet-absent = Write the name as the tab at the bottom of the spreadsheet shows it.
error-sheet-uncalculated = The formula in cell { $cell } has no result yet.
hint-sheet-uncalculated = Open the file in a spreadsheet program, which calculates it, and save it.
error-file-empty = The file has no header row.
hint-file-empty = The first row must hold the names of the columns.
error-header-not-utf8 = The header row is not UTF-8 text.
hint-header-not-utf8 = Save the file as UTF-8; spreadsheet programs call that "CSV UTF-8".
error-header-twice = The column "{ $column }" stands twice in the header, in places { $first } and { $second }.
hint-header-twice = Rename or delete one of them.
error-columns-too-many = The header has { $count } columns; at most { $limit } are read.
hint-columns-too-many = Perhaps the separator is none of comma, semicolon and tab.
error-row-endless = Row { $row } is longer than { $limit } bytes.
hint-row-endless = Perhaps a quotation mark in it, or in a row before, is never closed.
error-quote-unclosed = Row { $row } has a quotation mark that is never closed: everything behind it would be one cell.
hint-quote-unclosed = Close it, or take it out; within quotation marks, write it twice. Nothing of this row, and of what follows it, goes in.
error-json-shape = The file is neither a JSON array nor a GeoJSON feature collection.
hint-json-shape = One object a line is read from files that end in .jsonl.
error-json-cut = The JSON breaks off behind element { $element }.
hint-json-cut = Perhaps the file was not copied to its end, or a comma or bracket is missing.
error-columns-absent = The file lacks columns that the mapping names: { $columns }
hint-columns-absent = Check that it is the right mapping, and that nobody has renamed the columns.
error-fields-absent = Every record of the kind "{ $kind }" needs what the file has no column for: { $columns }
hint-fields-absent = Add these columns (texts in their own language: title.fr), or use a mapping file: its [constants] are the same in every record.
error-column-unknown =
    { $count ->
        [one] The column { $columns } is not named like a field.
       *[other] { $count } columns are not named like fields: { $columns }
    }
hint-column-unknown = Without a mapping file, columns are named like fields: title.en, countries, geo.lat. `ayni import FILE --kind { $kind } --suggest-mapping MAP.toml` writes a mapping file to begin with.
error-mapping-invalid = The mapping file is wrong: { $message }
hint-mapping-invalid = docs/import.md explains what may stand in it.

# What stands between the cells of a table.

import-separator-comma = commas
import-separator-semicolon = semicolons
import-separator-tab = tabs
import-separator-pipe = vertical bars
