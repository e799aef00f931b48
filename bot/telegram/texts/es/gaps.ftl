gaps-none = No hay lagunas abiertas: se respondió a todas las preguntas y ninguna respuesta disgustó.
gaps-title = Preguntas por resolver: { $count }
gaps-unanswered = { $count ->
    [one] sin respuesta una vez
   *[other] sin respuesta { $count } veces
}
gaps-disliked = { $count ->
    [one] no gustó una vez
   *[other] no gustó { $count } veces
}
gaps-last = la última vez, el { $day }
gaps-more-like-it = { $count ->
    [one] y { $count } pregunta parecida
   *[other] y { $count } preguntas parecidas
}
gaps-wrong = { $count } × incorrecta
gaps-outdated = { $count } × desactualizada
gaps-off-topic = { $count } × no era lo preguntado
gaps-no-source = { $count } × falta una fuente
gaps-other = { $count } × otra cosa

gaps-advice-answered = Ya tiene respuesta: no hay nada que añadir.
gaps-advice-no-subject = No tengo nada sobre esto. Conviene añadir artículos o una lista sobre el tema.
gaps-advice-no-fact = Tengo el tema, pero no este dato. Conviene añadir noticias sobre él. Lo más cercano que tengo:
gaps-advice-read = Lea en qué se basa la respuesta y añada una fuente mejor. Cita:
gaps-advice-newer = Añada noticias más recientes. La más nueva que cita es del { $day }:
gaps-advice-newer-undated = Añada noticias más recientes. Cita, sin fecha:

gaps-done = ✓ { $n } resuelta
gaps-settled = Marcada como resuelta. Vuelve si se pregunta de nuevo o no gusta otra vez.
