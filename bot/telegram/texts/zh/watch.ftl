watch-none = 您还没有关注任何名字。发送 /watch 名字，当我的索引有关于它的新内容时，我会写信给您：提到它的文章，或新增、更改、消失的名单条目。
watch-none-group = 本群还没有关注任何名字。群管理员可以发送 /watch 名字，当我的索引有关于它的新内容时，我会写在这里。
watch-list = { $count } 项关注：
watch-line = { $name }
watch-line-muted = { $name }（已静音）
watch-hours = /watch daily 8:00 每天一次发送全部消息，/watch at once 一有消息就发送。/watch quiet 22-7 Asia/Shanghai 让夜间保持安静，/watch quiet off 取消。

watch-added = 从现在起，{ $name } 有新消息时我会告诉您。
watch-added-group = 从现在起，{ $name } 有新消息时我会告诉本群。
watch-already = { $name } 已在关注之列。
watch-on-lists = 名单上：{ $names }。
watch-on-no-list = 目前我持有的名单上没有这个名字。一旦出现，我会告诉您。
watch-several = 名单上有 { $count } 个与这个名字相符，关注涵盖全部。请点按您要的那一个：
watch-narrowed = 现在只关注 { $name }。
watch-too-many = 每个聊天最多 { $limit } 项关注。请先移除一项：/watch
watch-admins-only = 只有本群管理员可以更改本群的关注。
watch-gone = 这项关注已不存在。
watch-removed = 已移除：不再关注 { $name }。
watch-muted = 已静音：在您取消静音之前，不会有关于 { $name } 的消息。
watch-unmuted = 已取消静音：{ $name } 有新消息时我会再告诉您。

watch-button-mute = 🔕 静音 { $name }
watch-button-unmute = 🔔 取消静音 { $name }
watch-button-remove = ✖ 移除 { $name }
watch-button-mute-short = 🔕 静音
watch-button-unmute-short = 🔔 取消静音
watch-button-remove-short = ✖ 停止关注
watch-button-page-before = ◀
watch-button-page-after = ▶

watch-at-once = 消息会立即发送。
watch-at-once-quiet = 消息会立即发送，但在 { $from } 至 { $to }（{ $zone }）之间会等待。
watch-daily = 消息每天发送一次，时间为 { $at }（{ $zone }）。
watch-bad-hours = 我看不懂这个时段。例如可以写：/watch quiet 22:00-7:00 Asia/Shanghai、/watch quiet 23-6 UTC+3 或 /watch quiet off
watch-bad-time = 我看不懂这个时间。例如可以写：/watch daily 8:00 Asia/Shanghai 或 /watch at once

watch-news = 🔔 { $name } 有新消息
watch-digest = 🔔 您关注的内容有新消息
watch-news-held = { $name } 在 { $list } 名单上，这份名单是我索引中新增的。
watch-news-added = { $name } 列入 { $list }{ $edition }。
watch-news-removed = { $name } 从 { $list } 消失{ $edition }。
watch-news-changed = { $list } 更改了关于 { $name } 的条目{ $edition }：{ $fields }。
watch-news-edition = （{ $day } 版）
watch-news-article = { $source }，{ $day }：“{ $quote }”
watch-news-more = … 另有 { $count } 条。/latest { $name } 会显示。
