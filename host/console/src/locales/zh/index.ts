import admin from './admin';
import common from './common';
import discover from './discover';
import erp from './erp';
import imports from './imports';
import messages from './messages';
import offences from './offences';
import overview from './overview';
import story from './story';

export default { ...common, ...discover, ...overview, ...erp, ...admin, ...imports, ...messages, ...offences, ...story };
