// How much has been said that the visitor has not seen? All tabs count from the same last number seen.

export class Unread {
  numbers = [];

  constructor({ store, isSeen, show }) {
    Object.assign(this, { store, isSeen, show });
  }

  add(messages) {
    for (const { number, from } of messages) if (from.kind !== "customer") this.numbers.push(number);
    this.count();
  }

  clear() {
    this.numbers = [];
    this.count();
  }

  count() {
    const { seen = 0, unread = 0 } = this.store.read();
    const newest = this.numbers.at(-1) || 0;
    if (this.isSeen() && newest > seen) this.store.write({ seen: newest });
    const left = this.isSeen() ? 0 : this.numbers.filter((number) => number > seen).length;
    if (left !== unread) this.store.write({ unread: left });
    this.show(left);
  }
}
