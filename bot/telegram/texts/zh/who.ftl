name-not-in-message = 我在那条消息中没有找到名单上的名字。请写在命令后面：/{ $command } 名字
name-too-long = 名字最多 { $limit } 个字符。请写短一些。

who-usage = 您要查谁？请把名字写在命令后面：/who CEIEC

    您也可以用 /who 回复一条消息：我会查找其中的名字。

who-kind = { $kind ->
    [person] 个人
    [vessel] 船舶
    [aircraft] 航空器
   *[entity] 公司或组织
}
who-on-list = 在 { $list } 名单上{ $programmes }{ $since }
who-under = ，依据 { $programmes }
who-since = ，自 { $day } 起
who-edition = { $day } 版
who-removed = 于 { $day } 从 { $list } 名单移除
who-absent = 已不在 { $list } 名单上：{ $day } 版中没有
who-known-as = 又名
who-weak = { $name }（可靠性低）
who-written = 新闻中的写法
who-born = 出生
who-nationality = 国籍
who-position = 职务
who-identifiers = 证件与编号
who-addresses = 地址
who-reasons = 列名理由
who-relations = 关联
who-remarks = 备注
who-history = 各版名单的变化
who-articles = 见于 { $count } 篇文章
who-articles-newest = 见于 { $count } 篇文章，最新的在前
who-articles-none = 我手头没有文章提到这个名字。

who-several = 名单上有 { $count } 个与“{ $name }”相符。您指的是哪一个？
who-several-more = … 另有 { $count } 个；写得更完整就能找到。
who-other = 这一项已不在我的名单上。请重新查找这个名字。
who-none = 我持有的名单上没有这个名字：{ $lists }。它可能在其他名单上。
who-none-held = 我没有任何官方名单，所以只能在文章中查找名字。
who-nearest = 最接近的名字，可能另有其人
who-nearest-line = { $name }，在 { $list } 名单上
who-named-in = 含有这个名字的文章
who-button-timeline = 时间线
who-button-watch = 关注
