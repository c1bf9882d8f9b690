// The provider's pages: plain, in Vietnamese, and loud about being a simulation.

import { subOf } from "./people.mjs";

const STYLE = `
  body { font: 1.125rem/1.6 "Be Vietnam Pro", system-ui, sans-serif; margin: 0; color: #1c1917; background: #fafaf9; }
  main { max-width: 40rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
  .notice { background: #7a1420; color: #fff; padding: .75rem 1rem; }
  .notice p { max-width: 40rem; margin: 0 auto; }
  h1 { font-size: 1.75rem; line-height: 1.35; }
  h2 { font-size: 1.25rem; }
  ul { list-style: none; padding: 0; }
  li { margin: 0 0 .5rem; }
  button, input { font: inherit; min-height: 3rem; box-sizing: border-box; }
  button { padding: .5rem 1rem; border: 2px solid #57534e; border-radius: .25rem; background: #fff; color: inherit; cursor: pointer; }
  .person { width: 100%; text-align: left; }
  .person span { display: block; color: #57534e; }
  .main { background: #7a1420; border-color: #7a1420; color: #fff; }
  input { width: 100%; max-width: 20rem; padding: .5rem; border: 2px solid #1c1917; }
  label { display: block; font-weight: 600; }
  .error { border-left: .3rem solid #b91c1c; padding-left: .75rem; color: #b91c1c; font-weight: 600; }
  :focus-visible { outline: .2rem solid #b45309; outline-offset: .15rem; }
`;

export function choicePage(people, { typed = "", isUnknown = false } = {}) {
  const title = isUnknown ? "Lỗi: chưa có người này" : "Chọn người để đăng nhập";
  return page(
    title,
    `<h1>Bạn muốn đăng nhập với tư cách ai?</h1>
    <form method="post">
      ${isUnknown ? `<p class="error" id="wrong" role="alert">Không có công dân tưởng tượng nào mang số này. Hãy chọn trong danh sách.</p>` : ""}
      <ul>${people.map(choice).join("")}</ul>
    </form>
    <form method="post">
      <h2>Hoặc nhập số định danh cá nhân</h2>
      <p><label for="pin">Số định danh cá nhân (12 chữ số)</label>
      <input id="pin" name="pin" inputmode="numeric" autocomplete="off" value="${escape(typed)}"${isUnknown ? ` aria-describedby="wrong" aria-invalid="true"` : ""}></p>
      <p><button class="main">Đăng nhập</button></p>
    </form>
    <form method="post"><p><button name="cancel" value="1">Dừng lại, không đăng nhập</button></p></form>`,
  );
}

export function logoutPage(form) {
  return page(
    "Đăng xuất",
    `<h1>Bạn có muốn đăng xuất khỏi VNeID mô phỏng?</h1>
    ${form}
    <p><button class="main" autofocus form="op.logoutForm" value="yes" name="logout">Đăng xuất</button>
    <button form="op.logoutForm">Vẫn đăng nhập</button></p>`,
  );
}

export function farewellPage() {
  return page("Đã đăng xuất", `<h1>Bạn đã đăng xuất khỏi VNeID mô phỏng</h1>`);
}

export function errorPage({ error, error_description: description = "" }) {
  return page(
    "Không đăng nhập được",
    `<h1>Không đăng nhập được</h1>
    <p>Yêu cầu đăng nhập không hợp lệ hoặc đã hết hạn. Hãy quay lại cổng dịch vụ công và bắt đầu lại.</p>
    <p><code>${escape(error)}</code> ${escape(description)}</p>`,
  );
}

function choice(person) {
  const level = person.loa === 2 ? "" : ` · định danh mức ${escape(person.loa)}`;
  return `<li><button class="person" name="person" value="${subOf(person)}">${escape(person.full_name)}<span>${escape(person.pin || "không có số định danh")}${level} · ${escape(person.about)}</span></button></li>`;
}

function page(title, body) {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${escape(title)} – VNeID mô phỏng</title>
<style>${STYLE}</style>
</head>
<body>
<header class="notice"><p><strong>Đây là trang mô phỏng VNeID.</strong> Mọi người trong danh sách đều là tưởng tượng. Đừng nhập thông tin thật của bạn.</p></header>
<main>${body}</main>
</body>
</html>`;
}

function escape(text) {
  return String(text ?? "").replaceAll(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign],
  );
}
