// Gathers what comes in quick succession and passes it on once, a little later and never at the same moment in all browsers.

const LEAST = 150;
const JITTER = 450;

export function matches(declared, news) {
  return declared.split(/\s+/).some((topic) => {
    if (news.reload || topic === "tickets") return true;
    const number = topic.startsWith("ticket:") ? Number(topic.slice(7)) : NaN;
    return news.tickets.includes(number);
  });
}

export class Gathering {
  constructor(pass) {
    this.pass = pass;
    this.clear();
  }

  clear() {
    this.tickets = new Set();
    this.fresh = new Set();
    this.reload = false;
    this.timer = null;
  }

  add(news) {
    for (const number of news.tickets ?? []) this.tickets.add(number);
    for (const number of news.new ?? []) this.fresh.add(number);
    this.reload ||= Boolean(news.reload);
    this.timer ??= setTimeout(() => this.flush(), LEAST + Math.random() * JITTER);
  }

  flush() {
    const news = { tickets: [...this.tickets], new: [...this.fresh], reload: this.reload };
    this.clear();
    this.pass(news);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
