latest-usage = 写 /latest 查看我最新的内容，或写 /latest 名字 查看有关该名字的最新内容。
latest-articles = 最新文章
latest-articles-about = 有关 { $name } 的最新文章
latest-none = 我没有{ $about }文章。
latest-about = 提到 { $name } 的
latest-listed = 名单上最新的条目（按名单自身的日期）
latest-listed-line = { $name } – { $list }，{ $day }
latest-editions = 最新各版名单的变化
latest-history = 各版名单中有关 { $name } 的变化
latest-edition = { $list }，{ $day }：{ $told }
latest-edition-as-read = { $list }，读取于 { $day }：{ $told }
latest-added = 新增 { $count }（{ $names }）
latest-removed = 消失 { $count }（{ $names }）
latest-changed = 更改 { $count }（{ $names }）
latest-older = 更早 ▶
latest-newer = ◀ 更新
latest-page = 第 { $first } 至 { $last } 篇文章

compare-usage = 要比较什么？请写两到四个名字：/compare CEIEC vs Rosneft

    由多个词组成的名字之间需要 “vs”、逗号或引号：/compare "Oleg Deripaska" "Viktor Vekselberg"
compare-too-many = 我一次最多比较 { $limit } 个名字。
compare-question = 比较 { $names }

asof-usage = 请写日期和问题：/asof 30 November 2020 Why was CEIEC sanctioned?

    我按当天已知的情况作答。您也可以只用 /asof 和日期回复一个问题或回答。
asof-bad-day = 我在“{ $text }”开头读不出日期。请写成 2020-11-30 或 30 November 2020，然后写问题。
asof-two-days = “{ $text }”可以理解为两个不同的日期。请写成 2020-11-30 或 30 November 2020。
asof-future = { $day } 还没有到，我无法说届时会知道什么。
asof-no-question = 您的问题是什么？请写在日期后面：/asof { $text } Why was CEIEC sanctioned?
