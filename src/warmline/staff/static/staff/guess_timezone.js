/** Proposes the time zone of this computer, until the owner or an earlier try chose another. */
const field = document.querySelector("[name=business-timezone]");
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field?.value === "UTC" && [...field.options].some((option) => option.value === here)) field.value = here;
