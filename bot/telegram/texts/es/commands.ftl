start-private = Hola, soy { $name }.

    Pregúnteme sobre sanciones: quién fue designado, cuándo, por quién y por qué. Respondo a partir de los artículos y las listas oficiales que tengo, cito la fuente de cada frase y digo cuándo no lo sé.

    Pruebe con: Why was CEIEC sanctioned?

    Los botones bajo una respuesta muestran los pasajes exactos en que se basa. /help explica lo demás.
start-group = Aquí respondo preguntas sobre sanciones cuando escribe @{ $username } o me responde. /help explica más.
start-no-admin = Todavía nadie es mi administrador. Su identificador numérico de Telegram es { $id }: si soy suyo, ponga SANCTIONS_BOT_ADMINS={ $id } donde me ejecuta, reinícieme y podrá usar /reindex.

help-asking = Cómo preguntar
    • Escriba una pregunta con sus propias palabras, de hasta { $limit } caracteres.
    • Pregunte preferiblemente en inglés: casi todas mis fuentes están en inglés. Si alguien está en una lista, puede preguntarlo también en español.
    • Siga preguntando: «When?» o «And by the EU?» se refiere a lo que preguntó en la última media hora.
    • Corrija una pregunta editándola: mi respuesta cambia con ella.
    • Responda a un mensaje con una pregunta para preguntar sobre ese mensaje.
    • En un grupo, escriba @{ $username } y su pregunta, o responda a una de mis respuestas.
help-inline = • En cualquier otro chat, escriba @{ $username } y una pregunta, espere un momento y elija la respuesta.
help-reading = Cómo leer una respuesta
    • Los números entre corchetes son fuentes, enumeradas bajo la respuesta con sus fechas. Toque la lista para abrirla.
    • Los botones muestran el pasaje que corresponde a cada número, con las palabras citadas marcadas.
    • Cuando nada de lo que tengo sustenta una respuesta, lo digo y nombro lo más cercano.
    • Cuento lo que dicen las fuentes. No doy asesoramiento jurídico, y un nombre que falta en mis listas puede estar en otras.
help-group = Escriba @{ $username } y su pregunta, o responda a una de mis respuestas para seguir preguntando. Bajo el mensaje de otra persona, una respuesta que solo diga @{ $username } pregunta por lo que ese mensaje afirma.

    Los números entre corchetes son fuentes; los botones muestran los pasajes. Por lo demás guardo silencio, y lo que me pregunte en privado se queda allí.
help-commands = Comandos
help-admin = Usted es uno de mis administradores: algunos de los comandos de abajo son solo para usted, y /status y /sources le cuentan más que a otros. Envíeme un archivo o reenvíeme un artículo y le propongo añadirlo.
help-group-admin = Como administrador de este grupo, con /settings decide dónde respondo, a quién, con cuánta discreción y en qué idioma.
help-stranger = Hola, soy { $name }. Respondo preguntas sobre sanciones a partir de artículos y listas oficiales, pero solo en determinados chats, y este no es uno de ellos.

    Quien me gestiona puede darle acceso. Su identificador numérico de Telegram es { $id }.

sources-held = Respondo a partir de { $articles } { $articles ->
    [one] artículo
   *[other] artículos
} y { $entries } { $entries ->
    [one] entrada
   *[other] entradas
} de listas oficiales.
sources-places = De dónde proceden
sources-articles = { $count } { $count ->
    [one] artículo
   *[other] artículos
}
sources-entries = { $count } { $count ->
    [one] entrada de lista
   *[other] entradas de lista
}
sources-place = { $place }: { $held }
sources-place-read = { $place }: { $held }; última lectura: { $day }
sources-not-read = no se pudo leer la última vez: { $reason }
sources-lists = Listas oficiales
sources-list = { $list }: { $count } { $count ->
    [one] entrada
   *[other] entradas
}, edición del { $day }
sources-list-undated = { $list }: { $count } { $count ->
    [one] entrada
   *[other] entradas
}, edición sin fecha

status-no-index = Todavía no tengo índice. Vuelva más tarde, por favor.
status-no-index-admin = Todavía no tengo índice. /reindex crea uno.
status-held = Tengo { $articles } { $articles ->
    [one] artículo
   *[other] artículos
} en { $passages } { $passages ->
    [one] pasaje
   *[other] pasajes
}.
status-held-at = Tengo { $articles } { $articles ->
    [one] artículo
   *[other] artículos
} en { $passages } { $passages ->
    [one] pasaje
   *[other] pasajes
}; última actualización: { $moment }.
status-newest = El artículo más reciente es del { $day }.
status-gaps = Preguntas que no pude responder: { $count }
status-index = Índice { $generation }, modelo { $model }
