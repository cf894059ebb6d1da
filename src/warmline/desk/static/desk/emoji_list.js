/** Emoji of everyday use: the sign, its short code, other words for it. Chosen by us; Unicode 12 and older, so every browser draws them. */
const LINES = `
😀 grinning happy|😃 smiley happy|😄 smile happy glad|😁 grin|😊 blush warm pleased|🙂 slight_smile friendly|😉 wink|😍 heart_eyes love|🥰 loved hearts|😘 kiss|😋 yum tasty|😎 cool sunglasses
😂 joy laugh tears|🤣 rofl laugh|😅 sweat_smile phew relief|😌 relieved calm|🤗 hug hugging|🤔 thinking hmm|🤨 raised_eyebrow doubt|😐 neutral|🙄 eye_roll|😮 wow surprised open_mouth|😯 hushed|🤩 star_struck amazed
😔 sad pensive sorry|😟 worried|🙁 frown slight_frown|😢 cry tear sad|😭 sob crying|😥 sad_relieved|😞 disappointed|😓 sweat|😩 weary tired|😴 sleep sleeping|🤒 sick ill thermometer|🤕 hurt bandage|😷 mask|😡 angry rage|😱 scream shock
🙈 see_no_evil monkey oops|🤝 handshake deal agreed|👍 thumbs_up yes good +1|👎 thumbs_down no bad -1|👌 ok fine|👏 clap applause bravo|🙌 raised_hands hooray|🙏 pray please thanks thank_you|👋 wave hello hi bye|💪 muscle strong|🤞 fingers_crossed luck hope|✌️ victory peace|☝️ point_up|👉 point_right|👇 point_down|✍️ writing
❤️ heart love red|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart|🤍 white_heart|💔 broken_heart|💕 two_hearts|💐 bouquet flowers|🌹 rose|🌷 tulip|🌻 sunflower|🍀 clover luck|⭐ star|✨ sparkles|🎉 tada party congratulations|🎊 confetti|🎂 cake birthday|🎁 gift present|🎈 balloon|🏆 trophy win|🥳 partying celebrate
🥐 croissant|🥖 baguette|🍞 bread loaf|🥨 pretzel|🧁 cupcake|🍰 shortcake slice|🍪 cookie biscuit|🍩 doughnut donut|🥧 pie|🍫 chocolate|☕ coffee tea hot|🍵 tea|🥛 milk|🍎 apple|🍓 strawberry|🥑 avocado|🥗 salad|🍕 pizza|🍔 burger|🍷 wine|🍻 beer cheers|🥂 toast champagne
📦 package parcel box|🚚 truck delivery|🛒 cart shopping|🛍️ shopping_bags|💳 card credit_card pay|💶 euro money|🧾 receipt invoice bill|📅 calendar date|⏰ alarm_clock|⏳ hourglass wait|📞 phone call|📧 email mail|📨 incoming_mail|📎 paperclip attachment|📷 camera photo|📄 page document|📝 memo note|🔑 key|🔒 lock|🔧 wrench repair fix|🔍 search magnifier|💡 idea bulb|📍 pin place|🏠 house home|🏥 hospital|💊 pill medicine|🩹 plaster bandage|👕 shirt|👟 shoe|💍 ring
☀️ sun sunny|🌤️ partly_sunny|☁️ cloud|🌧️ rain|❄️ snow cold|⚡ zap lightning|🌈 rainbow|🔥 fire hot|🌍 earth world|🌱 seedling green|🐶 dog|🐱 cat|🐝 bee|🦋 butterfly|🚗 car|🚲 bike bicycle|✈️ plane flight|🚆 train
✅ check done yes|☑️ ballot_check|❌ cross no|❗ exclamation|❓ question|⚠️ warning|ℹ️ info|➡️ arrow_right|⬅️ arrow_left|🔴 red_circle|🟢 green_circle|🟡 yellow_circle|🆗 ok_button|🆕 new|🔔 bell|🎵 music note|💬 speech chat|💯 hundred|👀 eyes look|🤖 robot bot
`;

export const EMOJI = LINES.trim().split(/[\n|]/).map((entry) => {
  const [sign, ...words] = entry.split(" ");
  return { sign, name: words[0], words };
});

/** Those of which a word begins with what is sought; the short code counts most. */
export function find(sought) {
  const wanted = sought.toLowerCase().replaceAll(":", "").trim().replaceAll(" ", "_");
  if (!wanted) return EMOJI;
  const rank = ({ name, words }) => (name.startsWith(wanted) ? 0 : words.some((word) => word.startsWith(wanted)) ? 1 : 2);
  return EMOJI.filter((each) => rank(each) < 2).sort((a, b) => rank(a) - rank(b));
}

export function named(code) {
  return EMOJI.find(({ words }) => words.includes(code));
}
