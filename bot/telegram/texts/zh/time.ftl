# Times and how long things take.

time-moment = { $day } { $clock }（UTC）
time-seconds = { $seconds } 秒
time-minutes = { $minutes } 分钟
time-hours = { $minutes ->
    [0] { $hours } 小时
   *[other] { $hours } 小时 { $minutes } 分钟
}
