feedback-noted = 谢谢，已记下。
feedback-taken-back = 已撤回。
feedback-why = 已记下。哪里不对？
feedback-reason-noted = 谢谢。我的管理员会看到，但看不到您的名字。

feedback-wrong = 内容有误
feedback-outdated = 已经过时
feedback-off-topic = 不是我问的
feedback-no-source = 缺少来源
feedback-other = 其他
