under-page = { $page } / { $pages }
under-other-day = بتاريخ …
under-as-of-day = بتاريخ { $day }
under-back = رجوع →
under-no-other-day = ليس لدي ما يجعل الإجابة مختلفة في تاريخ أسبق أو أحدث.
under-only-asker = لا يستطيع ذلك هنا سوى من سأل، لأن الجميع يرونه. اسألني بنفسك لتكون لك إجابتك.

under-writing = أكتب …
under-stop = ■ إيقاف
under-stopping = أتوقف. ستحصل على ما كُتب حتى الآن، أو على اقتباسات.
under-cut-short = أُعيد تشغيلي أثناء كتابة هذا. يُرجى إعادة السؤال.
