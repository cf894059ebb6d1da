/** data-fill-email and data-fill-password on a button put a demo login into the form. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill-email]");
  if (!button) return;
  document.querySelector("[name=login]").value = button.dataset.fillEmail;
  document.querySelector("[name=password]").value = button.dataset.fillPassword;
  document.querySelector("form button[type=submit]").focus();
});
