# Times and how long things take.

time-moment = { $day }, { $clock } UTC
time-seconds = { $seconds } с
time-minutes = { $minutes } мин
time-hours = { $minutes ->
    [0] { $hours } ч
   *[other] { $hours } ч { $minutes } мин
}
