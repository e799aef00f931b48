limits-person-minute = Es más de lo que puedo atender: acepto hasta { $count ->
    [one] { $count } pregunta
   *[other] { $count } preguntas
} por minuto de cada persona. Vuelva a preguntar dentro de { $wait }; hasta entonces guardo silencio.
limits-person-day = Esa era la última de hoy: acepto hasta { $count ->
    [one] { $count } pregunta
   *[other] { $count } preguntas
} al día de cada persona. Vuelva a preguntar dentro de { $wait }.
limits-group-minute = Es más de lo que puedo atender: acepto hasta { $count ->
    [one] { $count } pregunta
   *[other] { $count } preguntas
} por minuto en cada grupo. Vuelva a preguntar dentro de { $wait }; hasta entonces guardo silencio.
