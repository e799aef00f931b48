# Times and how long things take.

# 30 November 2020 at 14:05 UTC
time-moment = { $day } at { $clock } UTC
time-seconds = { $seconds } s
time-minutes = { $minutes } min
time-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
}
