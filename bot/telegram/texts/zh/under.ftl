under-page = { $page } / { $pages }
under-other-day = 截至 …
under-as-of-day = 截至 { $day }
under-back = ← 返回
under-no-other-day = 我手头没有内容会让更早或更晚日期的回答有所不同。
under-only-asker = 因为大家都看得到，这里只有提问者可以这样做。请自己问我，就会有您自己的回答。

under-writing = 正在写 …
under-stop = ■ 停止
under-stopping = 正在停止。您会得到已写好的部分，或者引文。
under-cut-short = 我写到一半时被重启了。请重新提问。
