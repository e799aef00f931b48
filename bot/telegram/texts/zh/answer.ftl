answer-too-slow = 抱歉，用时过长。请稍后再问，最好问得简短一些。
answer-failed = 抱歉，我这边出了错，已记录下来。请再试一次。
answer-unconfirmed = 我已回答这个问题，但 Telegram 没有确认您是否收到。如果没有看到回答，请再问一次。
failure-reference = 参考编号：{ $reference }
answer-unreadable = 我只能阅读文字。请把问题写给我。
answer-forwarded = 关于这条消息，您想了解什么？请回复它并写上问题。
answer-not-here = 抱歉，我只在部分聊天中回答，这里不在其中。
answer-unknown-command = 我不认识这个命令。/help 会列出我能做的事。

answer-empty-question = 您想了解什么？例如：Why was CEIEC sanctioned?
answer-empty-question-group = 您想了解什么？例如：@{ $username } why was CEIEC sanctioned?

answer-too-long = 共 { $length } 个字符；我接受的问题最多 { $limit } 个字符。请写短一些。
answer-about-too-long = 那条消息有 { $length } 个字符，超过我一次能核对的 { $limit } 个。请再次回复它，并写上关于它的问题。

answer-as-of = 以 { $day } 当时所知为准。
answer-nearest = 我手头最接近的内容：
answer-undated = 无日期
answer-edition = { $day } 版
answer-edition-undated = 版本无日期
