/** What a live update must leave alone: text being written ([data-keep]), and what the person opened or chose. */
const { callbacks } = window.Idiomorph.defaults;
const THEIRS = {
  DETAILS: ["open"],
  SECTION: ["data-kind"],
  BUTTON: ["aria-pressed"],
};

callbacks.beforeNodeMorphed = (old) => !(old instanceof Element && old.hasAttribute("data-keep"));
callbacks.beforeAttributeUpdated = (name, node) => !THEIRS[node.tagName]?.includes(name);
