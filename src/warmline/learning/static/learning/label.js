/** The question has the keyboard first, so that the keys of the registry are heard at once and it is read out. */
document.querySelector("[data-labelling] #question")?.focus({ preventScroll: true });
