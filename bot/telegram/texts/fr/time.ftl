# Times and how long things take.

time-moment = { $day } à { $clock } UTC
time-seconds = { $seconds } s
time-minutes = { $minutes } min
time-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
