# Pages for staff: files with records, and the lists of what waits for somebody.

work-import = Importar un archivo
work-import-about = Primero se revisa el archivo de fichas. Usted ve qué cambiaría y qué filas se rechazan; solo después lo publica.
work-file = Archivo
work-file-hint = CSV, XLSX, GeoJSON, JSON o JSON lines, de { $limit } MiB como máximo. En una tabla, la primera fila lleva los nombres de las columnas.
work-kind = En qué se convierte cada fila
work-kind-any = Lo que diga la correspondencia
work-mapping = Sentido de las columnas
work-mapping-hint = No hace falta nada si las columnas se llaman como los campos, como en un archivo tomado del directorio. Si no, un archivo de correspondencia dice qué significa cada columna.
work-map = Archivo de correspondencia (TOML)
work-shipped = O una correspondencia que viene con el programa
work-shipped-none = Ninguna
work-defaults = Cuando una fila no dice nada
work-defaults-hint = Esto se pone en cada ficha de la que el archivo no dice la licencia, el país o el idioma.
work-licence = Licencia
work-country = País
work-default-none = Nada
work-language = Idioma original
work-language-hint = La etiqueta de un idioma, como fr, es o wo.
work-understood = Si el archivo no se entiende bien
work-encoding = Cómo está escrito el texto
work-separator = Entre las celdas
work-found-out = Se reconoce en el archivo
work-sheet = Hoja
work-sheet-hint = Para un archivo con varias hojas. Sin nombre, se lee la primera que se ve.
work-check = Revisar el archivo
work-draft = Proponer una correspondencia
work-draft-hint = Revisar no publica nada. La correspondencia propuesta es un archivo que usted completa en un editor de texto y envía también.
work-columns-unknown = Llame a las columnas como los campos, o haga proponer una correspondencia: el botón de abajo hace una con los nombres de las columnas.
work-preview = Lo que se publicaría
work-preview-about = Todavía no se ha publicado nada. El archivo queda aquí hasta que cierre la sesión o envíe otro.
work-publishing = El archivo se está publicando
work-publishing-now = Las filas se están publicando ahora. Cargue de nuevo esta página en un momento para ver el resultado.
work-report = Lo que se publicó
work-report-about = Está publicado. Envíe de nuevo el archivo cuando cambie: solo se publica lo que es distinto.
work-published =
    { $count ->
        [0] No se publicó nada: todas las fichas estaban ya, o se rechazaron.
        [one] Se publicó una ficha.
       *[other] Se publicaron { $number } fichas.
    }
work-count-read =
    { $count ->
        [one] fila leída
       *[other] filas leídas
    }
work-count-new =
    { $count ->
        [one] ficha sería nueva
       *[other] fichas serían nuevas
    }
work-count-changed =
    { $count ->
        [one] ficha cambiaría
       *[other] fichas cambiarían
    }
work-count-published =
    { $count ->
        [one] ficha es nueva
       *[other] fichas son nuevas
    }
work-count-updated =
    { $count ->
        [one] ficha ha cambiado
       *[other] fichas han cambiado
    }
work-count-unchanged =
    { $count ->
        [one] ficha queda como está
       *[other] fichas quedan como están
    }
work-count-rejected =
    { $count ->
        [one] fila rechazada
       *[other] filas rechazadas
    }
work-publish =
    { $count ->
        [one] Publicar la fila correcta
       *[other] Publicar las { $number } filas correctas
    }
work-nothing = No hay nada que publicar en este archivo.
work-another = Enviar otro archivo
work-gone = Ese archivo ya no está aquí. Envíelo de nuevo, por favor.
work-refused = Filas rechazadas
work-refused-about = Estas filas no se publican. Tómelas en un archivo, corríjalas allí y envíe ese archivo con las mismas opciones.
work-rejected-file =
    { $count ->
        [one] Tomar la fila rechazada en un archivo, con los motivos
       *[other] Tomar las { $number } filas rechazadas en un archivo, con los motivos
    }
work-row = Fila
work-column = Columna
work-value = Lo que hay
work-broken = Lo que está mal
work-advice = Lo que quizá se quería
work-more =
    { $count ->
        [one] Y una más.
       *[other] Y { $number } más.
    }
work-changes = Lo que cambiaría
work-record = Ficha
work-field = Campo
work-old = Hasta ahora
work-new = Después
work-new-records = Lo que sería nuevo

work-partnerships = Alianzas
work-partnerships-about = Otras plataformas han nombrado a la suya en estas alianzas. Cada una lo es solo cuando la han aceptado todas las plataformas que nombra.
work-waiting = A la espera de su respuesta
work-waiting-none = Ninguna alianza espera su respuesta.
work-accept = Aceptar
work-decline = Declinar
work-accepted-list = Aceptadas
work-declined-list = Declinadas
work-answered-none = Ninguna por ahora.
work-accept-after = Aceptar a pesar de todo
work-decline-after = Declinar al final
work-accepted = Firmado: su plataforma participa en esta alianza.
work-declined = Firmado: su plataforma no participa en esta alianza.
work-partly = Hay más alianzas de las que se muestran aquí.

work-duplicates = Duplicados probables
work-duplicates-about = Pares de fichas que probablemente describen lo mismo, los más probables primero.
work-own = Sus propias fichas se comparan entre sí.
work-own-only = Comparar solo sus propias fichas
work-across = Sus propias fichas se comparan con las de todas las plataformas.
work-across-too = Comparar también con las fichas de otras plataformas
work-pairs =
    { $count ->
        [one] Se encontró un par.
       *[other] Se encontraron { $number } pares.
    }
work-pairs-none = No se encontraron duplicados probables.
work-pairs-partly = Hay más de lo que se compara de una vez.
work-pairs-hint = El mismo nombre no es siempre la misma organización. Si dos fichas suyas describen lo mismo, también puede retirar una de ellas.
work-score = Probable al { $score } %
work-same = Es lo mismo
work-same-said = Firmado: las dos fichas describen lo mismo.
work-edit = Modificarla

work-stale = Por revisar
work-stale-about = Ya pasó el día en que alguien debía revisar estas fichas. Primero vienen las que más tiempo esperan.
work-stale-none = Ninguna ficha de su plataforma espera una revisión.
work-stale-total =
    { $count ->
        [one] Una ficha espera una revisión.
       *[other] { $number } fichas esperan una revisión.
    }
work-review-by = Revisar antes de
work-updated = Última publicación
work-steps = Siguiente paso
work-review = Sigue siendo correcta

work-comments = Comentarios
work-comments-about = Lo que se dice de las fichas, en esta plataforma y en las demás. Señalar un comentario pide a todas que lo revisen. Un comentario oculto ya no aparece en las páginas de este nodo; si trata de una ficha de esta plataforma, en las de ningún nodo.
work-comments-which = Qué comentarios
work-comments-all = Todos los comentarios
work-comments-flagged = Aquellos de los que alguna plataforma dice algo
work-comments-hidden = Los que están ocultos aquí
work-comments-none = No hay ninguno.
work-comments-total =
    { $count ->
        [one] Un comentario
       *[other] { $number } comentarios, del más reciente al más antiguo
    }
work-comment-about = La ficha de la que trata
work-comment-reason = Qué tiene de malo
work-flag = Señalar
work-hide = Ocultar
work-allow = Retirar lo que dijimos
work-flagged = Firmado: conviene revisar el comentario.
work-hidden = Firmado: el comentario está oculto.
work-allowed = Firmado: esta plataforma no tiene nada en contra del comentario.
work-says-flag = { $name } pide revisarlo: { $reason } ({ $time })
work-says-hide = { $name } lo oculta: { $reason } ({ $time })

work-whole = Lo que el archivo ya no tiene
work-whole-hint = Para un archivo que cada vez contiene todo, como un registro anual.
work-whole-tick = Retirar las fichas de este tipo que el archivo ya no tiene
work-prefix = Solo aquellas cuyo número empieza por
work-prefix-hint = Cuando varios archivos vienen de varias fuentes. Vacío: todas las fichas de este tipo de esta plataforma que tienen número.
work-absent = Lo que se retiraría
work-absent-about = El archivo no tiene fila para estas fichas. Salen de las listas; publicarlas de nuevo las devuelve.
work-withdraw-sure = Sí, hay que retirar { $count } de { $held } fichas
work-withdraw =
    { $count ->
        [one] Retirar la ficha que falta
       *[other] Retirar las { $number } fichas que faltan
    }
work-count-missing =
    { $count ->
        [one] ficha se retiraría
       *[other] fichas se retirarían
    }
work-count-withdrawn =
    { $count ->
        [one] ficha está retirada
       *[other] fichas están retiradas
    }
