// Goes to a new answer of the search once: its heading comes into view and has the focus, so that it is read out too.
// Who is choosing or typing by then is left alone.
(() => {
  const told = JSON.parse(document.getElementById("told-to_answer.js")?.dataset.told ?? "{}");
  const place = document.querySelector(".st-key-answer");
  if (!place || window.answerSeen === told.answer) return;
  window.answerSeen = told.answer;
  if (["INPUT", "TEXTAREA"].includes(document.activeElement?.tagName)) return;
  const heading = place.querySelector("h2, h3");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
})();
