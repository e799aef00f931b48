limits-person-minute = 问得太快，我跟不上：每人每分钟最多 { $count } 个问题。请在 { $wait } 后再问；在此之前我不作声。
limits-person-day = 今天的问题到此为止：每人每天最多 { $count } 个问题。请在 { $wait } 后再问。
limits-group-minute = 问得太快，我跟不上：每个群组每分钟最多 { $count } 个问题。请在 { $wait } 后再问；在此之前我不作声。
