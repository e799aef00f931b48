export-bad-days = No entiendo cuántos días. Escriba /export para los últimos { $days } días o /export 7 para los últimos siete; como máximo { $most } días.
export-nothing = { $days ->
    [one] En el último día no me preguntó aquí nada que yo conserve
   *[other] En los últimos { $days } días no me preguntó aquí nada que yo conserve
}, así que no hay nada que exportar.
export-failed = Lo siento, no he podido crear el archivo. Inténtelo de nuevo.
export-caption-pdf = Su conversación { $days ->
    [one] del último día
   *[other] de los últimos { $days } días
} con sus fuentes: { $count } { $count ->
    [one] pregunta
   *[other] preguntas
}. Solo contiene lo que usted preguntó en este chat.
export-caption-markdown = Lo mismo en Markdown.
export-title = Conversación con { $bot }
export-made = Exportado el { $moment }. Últimos días: { $days }; { $count } { $count ->
    [one] pregunta
   *[other] preguntas
}.
export-asked = Preguntado el { $moment }
export-as-of = Según lo que se sabía el { $day }.
export-sources = Fuentes
export-no-letters = Algunas letras no están en ninguna fuente tipográfica del equipo que creó este archivo y aparecen como recuadros; el archivo Markdown las contiene.
export-page = Página { $page }

forget-ask = ¿Borro todo lo que guardo de usted? Es decir: sus preguntas y mis respuestas en todos los chats, sus valoraciones, sus seguimientos y sus ajustes. Los botones bajo las respuestas que le di dejarán de funcionar. Los mensajes mismos quedan en los chats; puede borrarlos en Telegram. Lo que preguntaron otros, y las preguntas contadas sin decir quién las hizo, se conservan.
forget-yes = Borrarlo todo
forget-no = Conservarlo
forget-kept = Lo conservo todo.
forget-done = Borrado: { $told }.
forget-nothing = No guardaba nada de usted.
forget-replies = { $count } { $count ->
    [one] pregunta con su respuesta
   *[other] preguntas con sus respuestas
}
forget-watches = { $count } { $count ->
    [one] seguimiento
   *[other] seguimientos
}
forget-chat_settings = sus ajustes
forget-votes = { $count } { $count ->
    [one] valoración de una respuesta
   *[other] valoraciones de respuestas
}
forget-others = { $count } { $count ->
    [one] cosa más
   *[other] cosas más
}
forget-anonymous = No puedo saber quién es mientras publica de forma anónima. Use este comando con su propio nombre.
forget-not-yours = Solo puede decidirlo quien lo pidió.
