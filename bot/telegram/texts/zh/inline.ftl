inline-ask-in-private = 私下问我
inline-not-here = 我只在部分聊天中回答
inline-limited = 问题太多：请等一分钟
inline-failed = 用时过长：请私下问我
inline-no-answer = 我不知道：我的来源没有说明
inline-which = 您指的是哪一个？
inline-open = 查看原文段落
inline-open-entry = 查看全部内容
