# Times and how long things take.

time-moment = { $day }، الساعة { $clock } بالتوقيت العالمي
time-seconds = { $seconds } ث
time-minutes = { $minutes } د
time-hours = { $minutes ->
    [0] { $hours } س
   *[other] { $hours } س و{ $minutes } د
}
