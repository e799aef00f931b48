answer-too-slow = Lo siento, he tardado demasiado. Vuelva a preguntar dentro de un momento, quizá con menos palabras.
answer-failed = Lo siento, algo ha fallado por mi parte y ha quedado registrado. Inténtelo de nuevo.
answer-unconfirmed = He respondido a esto, pero Telegram no ha confirmado que la respuesta le haya llegado. Si no la ve, vuelva a preguntar, por favor.
failure-reference = Referencia: { $reference }
answer-unreadable = Solo puedo leer texto. Escríbame su pregunta, por favor.
answer-forwarded = ¿Qué quiere saber sobre esto? Responda al mensaje con su pregunta.
answer-not-here = Lo siento, solo respondo en determinados chats y este no es uno de ellos.
answer-unknown-command = No conozco ese comando. /help muestra lo que puedo hacer.

answer-empty-question = ¿Qué quiere saber? Por ejemplo: Why was CEIEC sanctioned?
answer-empty-question-group = ¿Qué quiere saber? Por ejemplo: @{ $username } why was CEIEC sanctioned?

answer-too-long = Son { $length } { $length ->
    [one] carácter
   *[other] caracteres
}; acepto preguntas de hasta { $limit }. Escríbala más corta, por favor.
answer-about-too-long = Ese mensaje tiene { $length } { $length ->
    [one] carácter
   *[other] caracteres
}, más de los { $limit } que puedo comprobar de una vez. Respóndale de nuevo con una pregunta sobre él.

answer-as-of = Según lo que se sabía el { $day }.
answer-nearest = Lo más cercano que tengo:
answer-undated = sin fecha
answer-edition = edición del { $day }
answer-edition-undated = edición sin fecha
