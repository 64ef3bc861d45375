extension HTMLPage {
    static let style = """
        :root{--page:#f5f6f8;--card:#fff;--ink:#1c2430;--soft:#667085;--line:#e4e7ec;--band:#f9fafb;--link:#1a5fb4;\
        --up:#d7f5dd;--up-ink:#116329;--down:#ffdcd8;--down-ink:#a40e26;--drain:#d8e8ff;--drain-ink:#0a4a9e;\
        --maint:#f5e3c3;--maint-ink:#7a4d05;--plain:#e9ecf1;--plain-ink:#475467;--warn:#b54708}
        @media(prefers-color-scheme:dark){:root{--page:#0f141b;--card:#171e28;--ink:#e6e9ee;--soft:#95a1b2;\
        --line:#28313e;--band:#1b2330;--link:#83b4ff;--up:#12361f;--up-ink:#7ee2a0;--down:#46161a;--down-ink:#ff9d94;\
        --drain:#14304f;--drain-ink:#8fc1ff;--maint:#3d2e10;--maint-ink:#f2c46d;--plain:#2a3341;--plain-ink:#b4bfcd;\
        --warn:#f5a15b}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);\
        font:14px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
        header{display:flex;flex-wrap:wrap;gap:12px 24px;align-items:center;justify-content:space-between;\
        padding:14px 24px;background:var(--card);border-bottom:1px solid var(--line)}
        h1{margin:0;font-size:20px}header p{margin:2px 0 0;color:var(--soft)}
        nav{display:flex;flex-wrap:wrap;gap:6px}nav a{padding:5px 11px;border:1px solid var(--line);border-radius:7px;\
        background:var(--band)}
        main{padding:18px 24px 40px}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:0 0 14px}
        .cards div{padding:12px 14px;background:var(--card);border:1px solid var(--line);border-radius:10px}
        dt{color:var(--soft);font-size:12px}dd{margin:2px 0;font-size:20px;font-weight:600;\
        font-variant-numeric:tabular-nums}.cards p{margin:0;color:var(--soft);font-size:12px}
        .legend{margin:0 0 8px;display:flex;flex-wrap:wrap;gap:6px}
        section{margin:0 0 18px}h2{margin:14px 0 6px;font-size:16px}h2 a{color:inherit}
        small{color:var(--soft);font-weight:400;font-size:12px}th small{display:block}
        .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px}
        table{border-collapse:collapse;width:100%;font-size:13px;font-variant-numeric:tabular-nums;white-space:nowrap}
        th,td{padding:5px 9px;text-align:right;border-bottom:1px solid var(--line)}
        thead th{color:var(--soft);font-weight:500;font-size:12px;background:var(--band)}
        thead tr:first-child th{text-align:center}tr:last-child>*{border-bottom:0}thead tr:last-child>*{border-bottom:\
        1px solid var(--line)}
        tbody th,table>tr>th,tr>th:first-child{text-align:left;font-weight:600;position:sticky;left:0;\
        background:var(--card)}
        .frontend>*,.backend>*,.frontend>th:first-child,.backend>th:first-child{background:var(--band)}
        .backend>*{font-weight:600}.g{border-left:1px solid var(--line)}.l{text-align:left}.z{color:var(--soft)}
        .w{color:var(--warn);font-weight:600}.t{cursor:help;text-decoration:underline dotted var(--soft)}
        .pill{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12px;font-weight:600}
        .up{background:var(--up);color:var(--up-ink)}.down{background:var(--down);color:var(--down-ink)}
        .drain{background:var(--drain);color:var(--drain-ink)}.maint{background:var(--maint);color:var(--maint-ink)}
        form p{margin:8px 0;display:flex;gap:8px}.result{margin:0 0 12px}
        .plain{background:var(--plain);color:var(--plain-ink)}
        """
}
