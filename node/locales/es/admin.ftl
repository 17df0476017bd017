# Pages for staff: the way in, the overview and the federation.

admin-places = Páginas del equipo
admin-overview = Resumen
admin-about = Cómo está su nodo y qué le espera.
admin-records = fichas de todas las plataformas
admin-login = Iniciar sesión
admin-login-about = Para el equipo de esta plataforma: publicar, importar y cuidar sus fichas, y votar en la federación.
admin-login-wrong = Este no es el código de acceso de este nodo.
admin-token = Código de acceso
admin-token-hint = Está en el archivo api.token del directorio de datos del nodo. Quien administra el servidor se lo puede dar. Nunca forma parte de una dirección.
admin-enter = Entrar
admin-logout = Cerrar la sesión

# The overview

admin-health = Cómo está el nodo
admin-well =
    { $count ->
        [one] Todo va bien: hay una plataforma conectada y, que se sepa, no falta nada ni hay nada dañado.
       *[other] Todo va bien: hay { $count } plataformas conectadas y, que se sepa, no falta nada ni hay nada dañado.
    }
admin-waiting = Lo que le espera
admin-waiting-none = No le espera nada.
admin-waiting-ballots =
    { $count ->
        [one] Una propuesta espera el voto de su plataforma
       *[other] { $number } propuestas esperan el voto de su plataforma
    }
admin-waiting-answers =
    { $count ->
        [one] Una alianza espera su respuesta
       *[other] { $number } alianzas esperan su respuesta
    }
admin-waiting-stale =
    { $count ->
        [one] Hay una ficha por revisar
       *[other] Hay { $number } fichas por revisar
    }
admin-waiting-duplicates =
    { $count ->
        [one] Un par de sus fichas describe probablemente lo mismo
       *[other] { $number } pares de sus fichas describen probablemente lo mismo
    }
admin-disk = en el disco
admin-uptime = desde el arranque
admin-joining = Su plataforma espera ser admitida: la carta de la federación aún no ha llegado.
admin-joining-next = Pregunte a la plataforma que le invitó si su nodo está en marcha. Si la espera es larga, tome de nuevo su invitación en el servidor.
admin-applied = Su plataforma ha hecho la solicitud: la que la invitó lo sabe, y los miembros deciden.
admin-applied-next = Llame a un miembro, comparen las palabras de su clave y pida que voten. Lo demás ocurre por sí solo.
admin-removed = Su plataforma ya no está en la federación: la carta en vigor, época { $epoch }, no la nombra.
admin-removed-next = Sus fichas se siguen leyendo aquí. Para volver, pida una invitación a un miembro.
admin-first = Su plataforma es por ahora la única de la federación.
admin-first-next = Invite a otra:
admin-alone = Su nodo no está conectado a ninguna otra plataforma. Lo que publique queda aquí hasta que lo esté.
admin-alone-next = Compruebe que el servidor llega a Internet y que su puerto está abierto, y pregunte a otra plataforma si su nodo está en marcha.
admin-few-links =
    Su nodo { $have ->
        [0] no tiene ningún enlace
        [one] tiene un enlace
       *[other] tiene { $have } enlaces
    } { $link }; debería tener { $need }, para que las fichas lleguen a ambos lados pase lo que pase.
admin-few-links-next = Los busca por sí solo. Si tarda más de unas horas, llame a una de las plataformas que no están conectadas.
admin-damaged =
    { $count ->
        [one] La última comprobación encontró una entrada dañada.
       *[other] La última comprobación encontró { $count } entradas dañadas.
    }
admin-damaged-next = Pida a quien administra el servidor que examine el disco y ejecute «ayni verify», que dice qué hacer. Las otras plataformas guardan las mismas entradas.
admin-double-next = Llame a esa plataforma: quizá otra persona usa su clave.
admin-frozen-next = Llame a esa plataforma para saber qué entrada es la buena; proponga después seguir desde ella.
admin-behind =
    { $count ->
        [one] Aquí falta todavía una entrada de otras plataformas.
       *[other] Aquí faltan todavía { $number } entradas de otras plataformas.
    }
admin-behind-rate =
    { $count ->
        [one] Aquí falta todavía una entrada de otras plataformas; llegan { $rate } por segundo, queda más o menos { $remaining }.
       *[other] Aquí faltan todavía { $number } entradas de otras plataformas; llegan { $rate } por segundo, queda más o menos { $remaining }.
    }
admin-behind-stalled =
    { $count ->
        [one] Aquí falta todavía una entrada de otras plataformas, y no ha llegado ninguna en los últimos segundos.
       *[other] Aquí faltan todavía { $number } entradas de otras plataformas, y no ha llegado ninguna en los últimos segundos.
    }
admin-behind-next = Su nodo las toma por sí solo. Hasta entonces, en las listas y los números faltan fichas.
admin-unlisted =
    { $count ->
        [one] Hay aquí una entrada que las listas no muestran todavía.
       *[other] Hay aquí { $number } entradas que las listas no muestran todavía.
    }
admin-unsearchable =
    { $count ->
        [one] Hay en las listas una entrada que la búsqueda no encuentra todavía.
       *[other] Hay en las listas { $number } entradas que la búsqueda no encuentra todavía.
    }
admin-by-itself = Se arregla por sí solo. No hay nada que hacer.
admin-seconds =
    { $count ->
        [one] { $count } segundo
       *[other] { $count } segundos
    }
admin-minutes =
    { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
admin-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
admin-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
admin-bytes =
    { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
admin-kilobytes = { $number } kB
admin-megabytes = { $number } MB
admin-gigabytes = { $number } GB

# The federation

admin-charter = Decisiones
admin-no-vote = Su plataforma no tiene voto en esta federación. Aquí ve lo que deciden los miembros.
admin-voted-for = Su plataforma ha firmado una propuesta en esta vuelta.
admin-voted-none = Su plataforma ha firmado en esta vuelta que no está por ninguna de las propuestas.
admin-propose = Proponer un cambio
admin-invite = Invitar a una plataforma
admin-vote-for = Votar por esta propuesta
admin-vote-none = Votar por ninguna
admin-vote-none-about = Su plataforma firma que no está por ninguna de las propuestas de esta vuelta.
admin-vote-final = El voto se firma con la clave de su plataforma, y lo ven todos los miembros. No se puede retirar: quien firma dos votos en una vuelta prueba que se contradice.
admin-vote-again = Su plataforma ya votó en esta vuelta. Otro voto cuenta en la vuelta siguiente, cuando esta ya no pueda lograrse.
admin-vote-sure = Sé que esto no se puede retirar.
admin-vote-next-round = Pasar a la vuelta siguiente, aunque esta aún pueda lograrse
admin-vote = Firmar el voto
admin-vote-back = Volver a las decisiones
admin-signed = Su plataforma ha firmado la propuesta. Abajo ve quién falta todavía.
admin-signed-none = Su plataforma ha firmado que no está por ninguna de las propuestas.
admin-already = No había nada que firmar: su plataforma ya firmó esto en esta vuelta.
admin-in-force = El cambio está en vigor, en todos los nodos. La carta tiene ahora la época { $epoch }.
admin-proposed = Está propuesto, y firmado por su plataforma. Abajo ve quién falta todavía.
admin-proposed-only = Está propuesto. Su plataforma votó de otro modo en una vuelta que aún puede lograrse; vote por esta propuesta cuando esa vuelta termine.
admin-propose-about = Todo lo que elija aquí se convierte en una sola propuesta. Entra en vigor cuando la han firmado bastantes miembros.
admin-admit = Admitir plataformas
admin-cards = Tarjetas
admin-cards-hint = La tarjeta que le envió cada plataforma, una por línea. Las palabras de su clave se muestran con la propuesta: compárenlas por teléfono.
admin-card-role = Papel de las que se admiten
admin-members-hint = Abra un miembro para cambiar su papel, retirarlo o dejarlo seguir con una clave nueva.
admin-remove = Retirarlo de la federación
admin-replace = La tarjeta con su clave nueva
admin-unfreeze = Levantar la congelación de un registro
admin-branch = La entrada desde la que sigue
admin-branch-none = Dejarlo congelado
admin-quorum = Un cambio exige
admin-propose-final = Al proponer, su plataforma firma la propuesta, si no ha votado en esta vuelta. Esto no se puede retirar.
admin-propose-do = Proponer
admin-invite-about = Con una invitación, otra plataforma encuentra la federación. Si aún no es miembro, tomarla vale como solicitud, y los miembros deciden.
admin-invite-role = Papel
admin-invite-days = Días que vale la invitación
admin-invite-make = Hacer una invitación
admin-ticket = La invitación
admin-ticket-hint = Cópiela y envíela solo a esa plataforma, por una vía en la que confíe. Se muestra solo ahora y no está en ninguna dirección.

# Connections

admin-peers = Conexiones
admin-peers-about = Con estas plataformas intercambia fichas su nodo en este momento. Elige sus enlaces de modo que Norte y Sur sigan unidos.
admin-peers-none = Ninguna plataforma está conectada en este momento.
admin-transport = Vía
admin-round-trip = Ida y vuelta
admin-tcp = directa (TCP)
admin-quic = directa (QUIC)
admin-relayed = por otro miembro
admin-milliseconds = { $number } ms
admin-unmeasured = aún no se ha medido
admin-absent = Sin conexión
admin-absent-about = Su nodo no está conectado directamente a estos miembros. Sus fichas llegan por otros.
admin-absent-none = Su nodo está conectado a todos los demás miembros.
