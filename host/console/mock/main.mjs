// node mock/main.mjs [port] [trouble]: sign in with /#/signin?link=good-link. `vite` finds it with ERPHOST_URL.
import { makeMock } from './server.mjs';

const mock = makeMock({ scenario: process.argv[3] ?? 'good', pagesElsewhere: true });
const address = await mock.listen(Number(process.argv[2] ?? 8081));
console.log(`${address}/#/signin?link=good-link`);
