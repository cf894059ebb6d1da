// Every word the chat says. A language is one table; what it lacks is said in English.

const en = {
  chat: "Chat",
  close: "Close the chat",
  log: "Conversation",
  you: "You",
  bot: "Automatic assistant",
  person: "Person",
  talk: "Talk to a person",
  talkWaiting: "Person asked for",
  talkPerson: "With a person",
  talkOffline: "You asked for a person. We will pass it on as soon as you are connected.",
  holderBot: "Automatic assistant is answering",
  holderQueue: "Waiting for a person",
  holderPerson: "{name} from the team is here",
  holderSnoozed: "We will get back to you here",
  holderClosed: "This chat is finished. Write any time to go on.",
  connecting: "Connecting…",
  offline: "No connection. What you write is kept and sent as soon as it is back.",
  unreachable: "We cannot connect to the team right now.",
  retry: "Try again",
  write: "Write your message",
  placeholder: "Write a message…",
  send: "Send",
  left: "{count} characters left",
  tooLong: "Too long by {count} characters",
  sending: "Sending…",
  sent: "Sent",
  notSent: "Not sent, try again",
  edit: "Change the text",
  slow: "Many messages at once. This one goes out by itself in {seconds} seconds.",
  typing: "{name} is writing…",
  newer: "New messages",
  sources: "From",
  newTab: "(opens in a new tab)",
  why: "Why did I get this answer?",
  whyHide: "Hide the reasons",
  review: "Ask a person to check this",
  reviewAsked: "A person will check it.",
  helped: "Did that help?",
  yes: "Yes",
  no: "No",
  glad: "Good to hear. Thank you.",
  sorry: "Thank you for saying so. A person can take over.",
  csat: "How was this chat for you?",
  csatLow: "Poor",
  csatHigh: "Very good",
  csatStep: "{score} of 5",
  csatComment: "Anything you want to tell us? (optional)",
  csatSend: "Send feedback",
  csatThanks: "Thank you for your feedback.",
  email: "Your e-mail address",
  emailSend: "Save",
  emailThanks: "Thank you. We will write to {email} if you have left.",
  emailWrong: "Please check the address, for example name@example.com.",
  renewed: "Your earlier chat is no longer available, so this is a new one.",
  failed: "That did not work. Please try again.",
};

const languages = { en };
let words = en;

export function speak(language) {
  words = { ...en, ...languages[language.slice(0, 2)] };
}

export function t(name, values = {}) {
  return words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}
