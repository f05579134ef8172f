import type { StarterPack } from './starter-pack.ts';

/** Questions of programmers about languages, frameworks and tools. */
export const softwareDevelopment: StarterPack = {
  id: 'software-development',
  name: 'Software development',
  tree: {
    'Programming languages': {
      'Object-oriented languages': {
        Java: 'java; jvm; jar file; java class; java generics; java swing; jdk; nullpointerexception; java thread',
        'C# & .NET': 'c#; .net; asp.net; csharp; dotnet; wpf; winforms; entity framework; nuget',
        LINQ: 'linq; linq query; linq to sql; linq to xml; lambda expression in linq; group by in linq; iqueryable; linq join',
        'C & C++':
          'c++; cpp; pointer; template class; stl vector; header file; segmentation fault; gcc; cmake; boost',
        'Objective-C & Swift':
          'objective-c; swift; nsstring; nsarray; delegate; automatic reference counting; selector',
        'Kotlin & Android':
          'kotlin; android; android studio; activity lifecycle; gradle; fragment; intent extras',
      },
      'Functional languages': {
        Haskell:
          'haskell; monad; ghc; type class; cabal; lazy evaluation; ghci; haskell function; pattern matching on list; applicative; functor',
        Scala:
          'scala; sbt; case class; scala implicit; akka; actor; scala trait; scala collection; lift framework; play framework',
        'Lisp, Clojure & F#': 'lisp; clojure; scheme; f#; ocaml; emacs lisp; erlang; elixir',
      },
      'Scripting languages': {
        Python: 'python; pip; django; flask; pandas; numpy; virtualenv; list comprehension; python script',
        'JavaScript & TypeScript':
          'javascript; typescript; node.js; npm; promise; closure; async await; javascript function; json parse',
        PHP: 'php; php array; composer; laravel; symfony; php session; zend; php function; mysqli',
        Ruby: 'ruby; rails; gem; activerecord; rake; bundler; ruby on rails',
        Perl: 'perl; cpan; perl regex; perl script; perl module',
        'Go & Rust': 'golang; goroutine; rust; cargo; borrow checker; go module',
      },
      'Shell & automation': {
        'Bash & shell scripts':
          'bash; shell script; bash script; awk; sed; grep; bash variable; command line arguments; loop over files; pipe output; zsh; cron; stdout',
        'PowerShell & batch': 'powershell; batch file; cmd; cmdlet; windows script; vbscript',
      },
      'Data & numerics': {
        MATLAB:
          'matlab; matrix in matlab; matlab plot; simulink; matlab function; mex; cell array; octave; matlab figure',
        'R & statistics': 'r data frame; ggplot; dplyr; rstudio; regression in r; vector in r; statistics',
        SQL: 'sql; select statement; join tables; stored procedure; group by; subquery; index on table; sql query',
      },
    },
    'Web development': {
      'Front end': {
        'HTML & CSS':
          'html; css; div; stylesheet; float; flexbox; css selector; html form; responsive layout; browser rendering',
        'jQuery & Ajax':
          'jquery; ajax; ajax call; xmlhttprequest; jquery selector; ajax request response; json response; update panel; ajax form post; callback; autocomplete',
        'React, Angular & Vue':
          'react; angular; vue; component state; redux; hooks; directive; single page application',
        'Flash & Silverlight': 'flash; actionscript; silverlight; flex; xaml',
      },
      'Back-end frameworks': {
        Spring:
          'spring; spring mvc; spring boot; spring security; dependency injection; spring bean; application context; autowired; spring batch; controller annotation',
        'ASP.NET': 'asp.net mvc; webforms; razor view; gridview; viewstate; master page; web.config',
        'Django, Rails & Laravel':
          'django model; rails controller; laravel route; migration; url routing; view template',
        'Web services & APIs':
          'web service; rest api; soap; wsdl; wcf; oauth; http request; endpoint; json api; cors',
      },
      'Content management & shops': {
        WordPress:
          'wordpress; wordpress theme; wordpress plugin; wp query; custom post type; permalink; wordpress post; shortcode; sidebar widget; wordpress page template; wp-admin',
        Drupal:
          'drupal; drupal module; drupal views; drupal node; cck; drupal theme; taxonomy terms; content type; drupal 6; drupal 7; drupal form',
        Magento:
          'magento; magento product; magento checkout; magento admin; product attributes; magento module; magento category; layout xml; magento extension; shopping cart price rule',
        SharePoint:
          'sharepoint; sharepoint list; web part; moss; document library; sharepoint site; site collection; sharepoint workflow; infopath; sharepoint 2010',
        'Joomla & other systems': 'joomla; typo3; umbraco; sitecore; dotnetnuke; prestashop; shopify theme',
      },
    },
    'Databases & persistence': {
      'Database systems': {
        Oracle:
          'oracle; pl/sql; oracle database; sqlplus; oracle 10g; oracle 11g; tablespace; oracle procedure; ora error; oracle sequence; oracle trigger; toad; cursor',
        'MySQL & MariaDB': 'mysql; mariadb; phpmyadmin; innodb; mysql query; mysqldump',
        'SQL Server':
          'sql server; t-sql; ssis; ssrs; reporting services; sql server management studio; linked server',
        PostgreSQL: 'postgresql; postgres; psql; plpgsql; postgis',
        'NoSQL & search': 'mongodb; redis; cassandra; elasticsearch; couchdb; solr; lucene',
      },
      'Mapping & access': {
        'Hibernate & JPA':
          'hibernate; jpa; hql; hibernate mapping; lazy loading; hibernate criteria; session factory; entity annotation; one-to-many mapping; cascade; nhibernate; persist entity',
        'Entity Framework & ADO.NET':
          'entity framework; ado.net; dbcontext; dataset; datatable; connection string; code first',
        'Drivers & connections':
          'jdbc; odbc; connection pool; database driver; connect to database; transaction isolation',
      },
    },
    'Desktop & mobile development': {
      'Apple platforms': {
        'Cocoa & AppKit':
          'cocoa; appkit; nsview; nswindow; nstableview; core data; interface builder; nsoutlineview; bindings; nstextview; cocoa application; nsdocument',
        'iOS development':
          'iphone sdk; ios; uiview; uitableview; xcode; app store submission; push notification; storyboard; ipad app',
      },
      'Desktop toolkits': {
        Qt: 'qt; qwidget; qt signal slot; qml; qt creator; qtableview; pyqt; qstring; qt application; qmake; qgraphicsview; qthread',
        'GTK, Swing & other toolkits': 'gtk; swing; javafx; wxwidgets; awt; tkinter; electron',
        'Windows programming': 'win32; mfc; com object; windows service; registry; dll; activex; directx',
      },
      'Games & graphics': {
        'Graphics & games':
          'opengl; unity; directx shader; sprite; game loop; 3d rendering; webgl; canvas drawing',
        'Image & media processing': 'opencv; image processing; ffmpeg; video stream; audio; camera',
      },
    },
    'Development tools': {
      'Editors & build tools': {
        'Visual Studio':
          'visual studio; visual studio 2008; visual studio 2010; solution file; intellisense; vs extension; debugger in visual studio; project reference; resharper; visual studio build; msbuild; vs code',
        'Eclipse & IntelliJ':
          'eclipse; intellij; netbeans; eclipse plugin; workspace; refactoring; ide settings',
        'Vim & Emacs': 'vim; emacs; vimrc; editor macro; syntax highlighting; key binding',
        'Build & dependencies':
          'maven; ant; gradle; makefile; build script; dependency version; continuous integration; jenkins',
      },
      'Version control': {
        Subversion:
          'svn; subversion; tortoisesvn; svn commit; svn repository; svn merge; svn checkout; working copy; svn branch; svn externals; svn trunk; svn ignore; revision; svn hook',
        Git: 'git; github; git merge; rebase; pull request; git branch; clone repository; git commit',
        'Other version control': 'mercurial; perforce; tfs; team foundation server; clearcase; cvs; bazaar',
      },
      'Testing & debugging': {
        Testing: 'unit test; junit; mock object; selenium; test coverage; nunit; integration test; pytest',
        'Debugging & profiling':
          'debug; breakpoint; memory leak; profiler; stack trace; crash dump; performance profiling; logging',
      },
    },
    'Servers & operations': {
      'Web servers': {
        Apache:
          'apache; htaccess; mod_rewrite; rewrite rule; virtual host; httpd.conf; apache server; rewritecond; redirect with htaccess; apache tomcat; mod_proxy; apache module',
        'Nginx & IIS': 'nginx; iis; reverse proxy; application pool; iis 7; web server configuration',
        'Application servers':
          'tomcat; jboss; glassfish; weblogic; websphere; deploy war file; servlet container',
      },
      'Operating systems': {
        macOS:
          'mac os x; osx; os x; macos; leopard; finder; applescript; homebrew; launchd; macports; dmg; mac application; terminal on mac',
        'Linux & Unix':
          'linux; ubuntu; debian; centos; unix; kernel; daemon; ssh; file permissions; package manager; systemd',
        'Windows administration':
          'windows server; active directory; group policy; windows 7; scheduled task; event log',
      },
      'Cloud & containers': {
        'Cloud platforms': 'aws; amazon ec2; s3 bucket; azure; google cloud; lambda function; heroku',
        'Containers & orchestration': 'docker; kubernetes; container image; docker compose; helm; pod',
        'Monitoring & deployment':
          'deployment; ci pipeline; terraform; ansible; monitoring; log aggregation; puppet',
      },
    },
    'Office & data tools': {
      Spreadsheets: {
        'Excel & formulas':
          'excel; excel formula; cell; worksheet; pivot table; vlookup; conditional formatting; excel chart; workbook; column; csv in excel; spreadsheet',
        'VBA & macros': 'vba; excel vba; macro; userform; vba code; range object; excel macro; access vba',
        'Google Sheets & scripts': 'google sheets; apps script; google spreadsheet; importrange',
      },
      'Documents & reports': {
        'Word, Outlook & Access':
          'ms word; outlook add-in; ms access; powerpoint; office automation; word document; mail merge',
        'PDF & reporting': 'crystal reports; jasper reports; pdf generation; itext; report viewer; latex',
      },
    },
    Concepts: {
      Fundamentals: {
        'Algorithms & data structures':
          'algorithm; sorting; binary tree; complexity; hash table; recursion; graph search; dynamic programming; linked list',
        'Regular expressions & strings':
          'regex; regular expression; string split; replace substring; parse string; encoding; unicode; utf-8',
        'Dates & numbers':
          'date format; timezone conversion; datetime; floating point; rounding; random number',
        'Files & formats': 'read file; write file; xml parsing; json; csv; serialization; binary file; yaml',
      },
      Design: {
        'Architecture & patterns':
          'design pattern; singleton; mvc; microservices; architecture; best practice; clean code; inheritance',
        'Concurrency & networking':
          'multithreading; deadlock; socket; tcp; lock; thread pool; asynchronous; http client',
        'Security & authentication':
          'encryption; password hashing; ssl certificate; login authentication; xss; sql injection; jwt',
      },
    },
  },
};
