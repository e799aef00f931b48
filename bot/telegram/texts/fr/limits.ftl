limits-person-minute = C’est plus que je ne peux suivre : j’accepte { $count ->
    [one] { $count } question
   *[other] { $count } questions
} au plus par minute et par personne. Redemandez dans { $wait } ; d’ici là je me tais.
limits-person-day = C’était la dernière pour aujourd’hui : j’accepte { $count ->
    [one] { $count } question
   *[other] { $count } questions
} au plus par jour et par personne. Redemandez dans { $wait }.
limits-group-minute = C’est plus que je ne peux suivre : j’accepte { $count ->
    [one] { $count } question
   *[other] { $count } questions
} au plus par minute dans un groupe. Redemandez dans { $wait } ; d’ici là je me tais.
