gaps-none = 没有待处理的缺口：所有问题都已回答，也没有回答受到差评。
gaps-title = 待改进的问题：{ $count }
gaps-unanswered = 未能回答 { $count } 次
gaps-disliked = 差评 { $count } 次
gaps-last = 最近一次 { $day }
gaps-more-like-it = 另有 { $count } 个类似问题
gaps-wrong = { $count } × 内容有误
gaps-outdated = { $count } × 已过时
gaps-off-topic = { $count } × 答非所问
gaps-no-source = { $count } × 缺少来源
gaps-other = { $count } × 其他

gaps-advice-answered = 现在已能回答：无需添加。
gaps-advice-no-subject = 没有相关内容。请添加有关该主题的文章或名单。
gaps-advice-no-fact = 有该主题，但没有这一事实。请添加相关报道。最接近的内容：
gaps-advice-read = 请阅读回答所依据的内容，并添加更好的来源。它引用了：
gaps-advice-newer = 请添加更新的报道。它引用的最新一篇日期为 { $day }：
gaps-advice-newer-undated = 请添加更新的报道。它引用的内容没有日期：

gaps-done = ✓ { $n } 已处理
gaps-settled = 已标为处理完毕。再次被问到或受到差评时会重新出现。
