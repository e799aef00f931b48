evidence-show-the-passage = [{ $n }] 查看原文段落
evidence-passage = [{ $n }] 段落
evidence-open-article = 打开文章
evidence-open-entry = 打开名单条目

evidence-unknown = 这个回答太旧或已撤回。请重新提问。
evidence-elsewhere = 这个回答属于另一个聊天。
evidence-just-shown = 就显示在下方。
evidence-failed = 抱歉，没有成功。请再试一次。

evidence-more-before = ▲ 上文
evidence-more-after = ▼ 下文
evidence-others = 其他来源
evidence-others-sentence = 其他文章对 [{ $n }] 的说法
evidence-no-others-sentence = 我手头没有其他文章说到 [{ $n }] 的内容。
evidence-others-entry = 提到条目 [{ $n }] 的文章
evidence-no-others-entry = 我手头没有文章提到条目 [{ $n }]。
