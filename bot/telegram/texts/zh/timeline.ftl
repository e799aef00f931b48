timeline-usage = 要谁的时间线？请把名字写在命令后面：/timeline CEIEC

    您也可以用 /timeline 回复一条消息：我会取其中的名字。
timeline-none = 我手头有关 { $name } 的内容都没有日期，所以没有时间线。/who { $name } 会显示我有的内容。
timeline-several = 名单上有多个与“{ $name }”相符，所以不显示名单条目：{ $choices }。请写全名。
timeline-title = { $name }
timeline-designation = 列入名单
timeline-delisting = 从名单移除
timeline-report = 文章报道
timeline-inexact = 空心：日期不精确
timeline-shown = 显示 { $count } 个中的 { $shown } 个；文字版包含全部及来源
timeline-caption = { $name }，{ $first } 至 { $last }：{ $told }。下一条消息是同样内容的文字版，附来源。
timeline-caption-day = { $name }，{ $first }：{ $told }。下一条消息是同样内容的文字版，附来源。
timeline-designations = { $count } 次列入
timeline-delistings = { $count } 次移除
timeline-reports = { $count } 篇报道
timeline-heading = 我的来源中有关 { $name } 且注明日期的内容，按时间排列：
timeline-line = { $when }：{ $text }
timeline-quote = “{ $text }”（{ $source }，{ $day }）
timeline-undated = 无日期：{ $text }
timeline-left-out = 另有 { $count } 篇报道未显示。
