# Pages for staff: records as forms, translations, and what ends a record.

forms-records = Sus fichas
forms-records-hint = Lo que su plataforma ha publicado. Aquí puede corregirlo, traducirlo y mantenerlo al día.
forms-no-records = Ninguna ficha de su plataforma coincide.
forms-take-along = Llevarse lo que muestran los filtros, también lo reservado a la federación; los contactos y las competencias, que nombran a personas, solo si se elige ese tipo:
forms-internal = solo para la federación
forms-look = Ver
forms-edit = Modificar
forms-translate = Traducir
forms-review = Marcar como revisada
forms-withdraw = Retirar
forms-erase = Borrar para siempre
forms-back = Volver a sus fichas
forms-begin = Nueva ficha
forms-original = Idioma en el que la escribe

forms-new = Nueva ficha: { $kind }
forms-publish = Publicar
forms-save = Publicar los cambios
forms-required = obligatorio
forms-not-said = sin indicar
forms-section-general = En general
forms-section-terms = Condiciones y enlaces
forms-languages = Idiomas en los que se piden los textos:
forms-language-more = Un idioma más
forms-language-hint = Su etiqueta, como fr, pt-BR o qu. Los más frecuentes se ofrecen mientras escribe.
forms-language-add = Añadir este idioma
forms-more = Añadir una línea: { $name }
forms-out = Quitar: { $name }
forms-hint-lines = Uno por línea.
forms-hint-date = Como 1997-08-14, 1997-08 o 1997.
forms-hint-moment = Como 2026-05-04 09:30, o sin la hora.
forms-hint-degrees = En grados, como 14.69278; al sur y al oeste, con un signo menos delante.
forms-hint-decimal = En cifras, como 1204 o 12.5.
forms-hint-url = Una dirección web que empieza por https://
forms-hint-record = El identificador de una ficha: las 32 cifras y letras al final de su dirección.
forms-hint-did = La clave pública (DID) de una plataforma: está en la página de su nodo.
forms-hint-region = Como EC-P o GB-WLS.
forms-hint-sector = Un sector de la lista, o local: y su propia palabra.
forms-not-a-number = «{ $value }» en { $field } no es un número que se pueda leer: escríbalo en cifras, sin espacios.
forms-number-taken = Una de sus fichas ya tiene este número: { $id }. Modifique esa, o dé otro número a esta.
forms-invalid = Todavía no se ha publicado nada: antes hay que corregir algo.
forms-invalid-hint = Lo que falta está indicado aquí y junto a cada campo. Todo lo que ha escrito sigue ahí.
forms-published = «{ $title }» está publicada.
forms-saved = Los cambios de «{ $title }» están publicados.
forms-unchanged = «{ $title }» queda como estaba: nada ha cambiado.
forms-is-withdrawn = Esta ficha está retirada. Si la publica aquí, vuelve a las listas de todas las plataformas.
forms-unknown-heading = Lo que esta versión no conoce
forms-unknown = La ficha tiene campos que esta versión del programa no conoce: { $fields }. Quedan como están.
forms-unknown-drop = Quitar estos campos
forms-changes = Lo que está publicado ahora y lo que usted ha escrito
forms-field = Campo
forms-change-published = Publicado ahora
forms-change-typed = En su formulario
forms-change-discard = Dejar mi versión y ver la que está publicada

forms-translate-into = A qué idioma
forms-translate-show = Mostrar los textos
forms-translate-hint = Cada texto está junto al campo de su traducción. Puede dejar campos vacíos y seguir más tarde.
forms-by-machine = Una máquina ha traducido estos textos
forms-replace = Poner estos textos en el lugar de los que la ficha ya tiene en este idioma
forms-translate-save = Publicar la traducción
forms-translated = «{ $title }» está publicada con su traducción ({ $language }).
forms-translate-exists = Marque la casilla debajo de los textos para poner el nuevo en su lugar.
forms-translate-machine = Una ficha dice de un idioma entero si lo ha traducido una máquina: repase todos sus textos, o marque que los ha traducido una máquina.
forms-translate-empty = Escriba la traducción de al menos un texto.

forms-review-about = Diga que alguien ha revisado esta ficha y la ha encontrado correcta. Cuenta entonces como actual hasta la próxima vez.
forms-review-next = Cuándo revisarla la próxima vez; dentro de un año si deja este campo vacío
forms-reviewed = «{ $title }» cuenta como revisada.

forms-withdraw-about = La ficha desaparece de las listas, del mapa y de la búsqueda de todas las plataformas.
forms-withdraw-stays = Lo que se publicó sigue siendo legible en su dirección, y usted puede publicar la ficha de nuevo. Si nadie debe poder leerla más, bórrela.
forms-withdrawn = «{ $title }» está retirada.
forms-erase-about = Cada plataforma de la federación borra de sus archivos todas las versiones de esta ficha. Nadie podrá leerla allí de nuevo, tampoco usted.
forms-erase-remains = Queda la prueba de que hubo una ficha con este identificador, quién la firmó y cuándo; nada de lo que decía.
forms-erase-others = Las plataformas que ahora están ausentes la borran cuando vuelven. Quien se haya llevado una copia fuera de la federación la conserva.
forms-erase-final = Esto no se puede deshacer.
forms-erase-understood = Lo entiendo: esta ficha desaparecerá para siempre.
forms-unticked = Marque que entiende lo que significa borrar. No se ha borrado nada.
forms-erased = La ficha está borrada aquí. Las demás plataformas siguen.
forms-receipt = Quién ha confirmado el borrado
forms-receipt-complete = Todas las plataformas que pueden confirmarlo han borrado la ficha.
forms-receipt-waiting =
    { $count ->
        [one] { $count } plataforma de { $total } ha confirmado que ha borrado la ficha.
       *[other] { $count } plataformas de { $total } han confirmado que han borrado la ficha.
    }
forms-receipt-table = Lo que dice cada plataforma
forms-receipt-state = Estado
forms-receipt-since = Desde
forms-receipt-again = Mirar de nuevo
forms-confirmed = borrada de sus archivos
forms-unconfirmed = aún sin confirmar
forms-cannot-confirm = no puede confirmar: un espejo no firma nada

# Fields within others

field-list = Registro
field-number = Número
field-record = Su ficha
field-platform = Clave pública de la plataforma (DID)
field-url = Dirección web
field-caption = Lo que muestra
field-credit = Quién la hizo
field-predicate = Lo que esta ficha es para la otra
