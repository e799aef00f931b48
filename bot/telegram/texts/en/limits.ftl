# How much may be asked. $wait is a duration such as "40 s".

limits-person-minute = That is more than I can keep up with: I take up to { $count ->
    [one] { $count } question
   *[other] { $count } questions
} a minute from one person. Please ask again in { $wait }; until then I stay silent.
limits-person-day = That was the last for today: I take up to { $count ->
    [one] { $count } question
   *[other] { $count } questions
} a day from one person. Please ask again in { $wait }.
limits-group-minute = That is more than I can keep up with: I take up to { $count ->
    [one] { $count } question
   *[other] { $count } questions
} a minute in one group. Please ask again in { $wait }; until then I stay silent.
