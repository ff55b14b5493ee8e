import admin from './admin';
import common from './common';
import erp from './erp';
import messages from './messages';
import offences from './offences';
import overview from './overview';
import story from './story';

export default { ...common, ...overview, ...erp, ...admin, ...messages, ...offences, ...story };
