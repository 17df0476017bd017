# Les mots que l'on écrit en tête de colonne, pour chaque champ qu'un import propose, et ce qui figure dans un fichier de
# correspondance ébauché (draft-…). column-CHAMP porte les mots d'un champ, avec des traits d'union pour les points ;
# column-TYPE-CHAMP ceux d'un type de fiche qui le nomme autrement que les autres, et en tient lieu. Un point-virgule sépare deux mots ;
# casse et accents ne comptent pas. D'un mot que deux champs d'un même type ont en commun, il est dit qu'il peut vouloir dire l'un ou
# l'autre.

# De tous les types
column-id = identifiant de la fiche
column-kind = type de fiche
column-oid = id;numéro;n°;no;réf;référence;code;identifiant;numéro d'enregistrement;numéro de référence;numéro interne;identifiant interne
column-title = nom;titre;intitulé;dénomination;raison sociale;nom de la structure;structure;organisation;entreprise;nom de l'entreprise;nom de l'organisation;dénomination sociale
column-summary = résumé;description courte;présentation;en bref;brève description
column-countries = pays;code pays
column-region = code région;code de la région;iso 3166-2
column-sectors = secteur;secteurs;activité;activités;secteur d'activité;secteurs d'activité;activité principale;branche
column-sdgs = odd;objectif de développement durable;objectifs de développement durable
column-decent-work = travail décent;pilier du travail décent;piliers du travail décent
column-tags = étiquette;étiquettes;mot-clé;mots-clés;catégorie;catégories;thème;thèmes;thématique;thématiques
column-scope = portée;échelle;rayonnement;portée géographique
column-status = statut;état;état de la fiche;statut de la fiche
column-original = langue;langue d'origine;langue originale
column-machine-translated = traduction automatique;traduit par une machine
column-urls = site web;site internet;site;url;lien;liens;adresse web;page web
column-source-url = source;url de la source;lien vers la source
column-images = image;images;photo;photos;logo;illustration
column-relations = relations;relation;fiches liées;fiche liée
column-review-by = à revoir;à revoir le;date de révision;prochaine révision
column-expires = expire;expire le;date d'expiration;valable jusqu'au;valide jusqu'au;afficher jusqu'au
column-licence = licence;conditions d'utilisation
column-visibility = visibilité;visible pour;confidentialité

# Des plateformes et des personnes
column-name = nom;nom complet;nom du contact;nom et prénom;prénom et nom
column-platform-title = titre;intitulé;titre de la fiche
column-contact-title = titre;intitulé;titre de la fiche
column-expertise-title = titre;intitulé;titre de la fiche
column-platform-countries = pays d'activité;pays d'intervention;pays couverts
column-country = pays;code pays;pays de la plateforme
column-side = côté;nord ou sud;nord sud
column-side-basis = base du côté;côté selon
column-addresses = adresses réseau;adresse réseau;multiaddr
column-web-site = site web;site internet;site;url;adresse web;page web
column-platform-urls = lien;liens;autres liens;autres sites
column-mandate = mandat;mission;missions
column-languages = langues;langue;langues de travail;langues parlées
column-role = fonction;rôle;poste;titre du poste
column-email = courriel;email;e-mail;mail;adresse électronique;adresse mail;adresse e-mail;courrier électronique
column-phone = téléphone;tél;numéro de téléphone;portable;mobile
column-consent-basis = consentement;base du consentement;base légale;base juridique
column-consent-date = date du consentement;date de consentement;consentement donné le
column-consent-expires = fin du consentement;consentement jusqu'au;expiration du consentement;consentement valable jusqu'au
column-organisation = organisation;employeur;institution;structure;organisme;affiliation
column-fields = domaines de compétence;domaine de compétence;expertise;domaine d'expertise;domaines d'expertise;compétences;spécialité;spécialités
column-expertise-countries = pays;code pays;pays de résidence;basé à
column-experience-countries = a travaillé dans;pays d'expérience;pays d'intervention;expérience dans les pays
column-availability = disponibilité;disponibilités;disponible;disponible pour

# Des entreprises et des lieux
column-legal-form = forme juridique;statut juridique;forme;type de structure;type d'organisation;forme légale
column-national-form = forme nationale;forme en droit national
column-coop-type = type de coopérative;catégorie de coopérative
column-registrations = numéro d'immatriculation;n° d'immatriculation;siren;siret;rcs;ninea;numéro fiscal;immatriculations;immatriculation
column-lei = lei;identifiant d'entité juridique
column-trading-name = nom commercial;enseigne;marque
column-acronym = sigle;acronyme;abréviation;nom court
column-founded = fondée;création;date de création;année de création;date d'immatriculation;immatriculée le;date de fondation;année de fondation;créée en;date de constitution
column-dissolved = dissoute;dissolution;date de dissolution;fermeture;date de fermeture;radiation
column-address-street = adresse;rue;adresse postale;voie;adresse physique
column-address-locality = ville;localité;commune;municipalité;village
column-address-region = région;province;département;canton
column-address-postcode = code postal;cp
column-geo-lat = latitude;lat
column-geo-lon = longitude;lon;lng;long
column-geo-precision = précision;précision de la position;précision du géocodage
column-description = description;descriptif;objet;description complète;détails
column-products = produits;services;produits et services;produit
column-members-women = femmes membres;membres femmes;adhérentes
column-members-men = hommes membres;membres hommes;adhérents hommes
column-members-total = membres;adhérents;nombre de membres;nb membres;nb de membres;nombre d'adhérents;sociétaires;nombre de sociétaires
column-members-year = année des membres;membres en année;année du nombre de membres
column-workers-women = femmes salariées;salariées;travailleuses
column-workers-men = hommes salariés;travailleurs hommes
column-workers-total = effectif;effectifs;salariés;nombre de salariés;nb salariés;nb de salariés;nombre d'employés;employés;travailleurs;emplois
column-workers-year = année des effectifs;année de l'effectif;année du nombre de salariés
column-turnover-band = chiffre d'affaires;tranche de chiffre d'affaires;chiffre d'affaires annuel
column-qualifiers = labels;label;certification;certifications;agréments;agrément
column-parent = fait partie de;organisation mère;structure mère;société mère;groupe;appartient à
column-contact = contact;fiche de contact;personne de contact

# Des pratiques
column-practice-title = titre;nom;intitulé;pratique;nom de la pratique;titre de la pratique;bonne pratique;intitulé de la pratique
column-objective = objectif;but;objectifs;objectif général;buts
column-context = contexte;situation;situation initiale;problème;problématique
column-approach = démarche;approche;méthode;méthodologie;activités réalisées;activités menées
column-results = résultats;effets;impact;résultat;impacts;résultats obtenus
column-validation = validation;validé par;niveau de validation;validée par
column-period-start = début;date de début;du;début de la période;date de démarrage;démarrage
column-period-end = fin;date de fin;au;fin de la période;date d'achèvement
column-organisations = organisations;organisation;partenaires;organisation porteuse;organisations porteuses;structure porteuse;mise en œuvre par
column-beneficiaries = bénéficiaires;public cible;public visé;groupe cible;groupes cibles
column-gender = genre;égalité de genre;dimension de genre;égalité femmes-hommes
column-building-blocks = éléments constitutifs;composantes;étapes;éléments
column-constraints = contraintes;difficultés;obstacles;défis;limites
column-sustainability = durabilité;pérennité;viabilité
column-replicability = reproductibilité;réplicabilité;transférabilité;potentiel de réplication;passage à l'échelle
column-cost-amount = coût;coûts;coût total;budget;montant du coût
column-cost-currency = monnaie;devise;devise du coût;monnaie du coût
column-evidence = preuves;justificatifs;documents;éléments de preuve
column-case-study = étude de cas;est une étude de cas

# Des partenariats
column-partnership-title = titre;nom;intitulé;partenariat;nom du partenariat;projet;nom du projet;intitulé du projet;titre du projet
column-participants = participants;participant;partenaires;partenaire;organisations partenaires;membres;organisations
column-purpose = objet;but;objectif;objectifs;finalité
column-start = début;date de début;commence;commence le;du;date de démarrage;démarrage
column-end = fin;date de fin;finit le;se termine le;au;date d'achèvement
column-stage = étape;phase;statut;état;avancement;état d'avancement
column-outputs = réalisations;livrables;produits;résultats
column-budget-amount = budget;montant;budget total;financement;montant du budget
column-budget-currency = monnaie;devise;devise du budget;monnaie du budget

# Des opportunités
column-opportunity-title = titre;nom;intitulé;opportunité;appel;intitulé de l'appel;titre de l'appel;appel d'offres
column-opportunity-type = type;type d'opportunité;nature;type de financement;nature de l'appel
column-issuer = émetteur;proposé ou recherché par;publié par;organisation;organisme;bailleur;bailleur de fonds;financeur;pouvoir adjudicateur;acheteur;institution;organisme émetteur
column-deadline = date limite;échéance;date de clôture;clôture;date limite de candidature;date limite de dépôt;date limite de soumission;à remettre avant le;délai
column-amount-amount = montant;budget;valeur;montant de la subvention;montant maximum;montant maximal;financement;montant total
column-amount-currency = monnaie;devise;devise du montant
column-eligibility = éligibilité;qui peut répondre;critères d'éligibilité;conditions;conditions d'éligibilité;qui peut candidater;candidats éligibles
column-sides-sought = partenaires recherchés;côtés recherchés;partenaires recherchés au
column-apply-url = répondre à;comment postuler;lien de candidature;formulaire de candidature;candidater;postuler;comment candidater

# Des ressources et des formations
column-resource-title = titre;nom;intitulé;ressource;document;titre du document;titre de la ressource;publication
column-resource-type = type;type de ressource;type de document;nature
column-authors = auteurs;auteur;auteure;autrice;auteur(s);auteurs et autrices;rédigé par
column-year = année;année de publication;année de parution;année de référence;an
column-audience = public;pour qui;public cible;public visé;destinataires;destiné à
column-format = format;format du fichier
column-file-sha256 = sha-256;empreinte du fichier;empreinte;somme de contrôle
column-file-bytes = taille du fichier;taille;taille en octets;octets
column-file-media-type = type de média;type mime;type de fichier
column-isbn = isbn;numéro isbn
column-doi = doi;identifiant numérique d'objet
column-learning-title = titre;nom;intitulé;cours;formation;intitulé de la formation;nom de la formation;titre du cours;intitulé du cours
column-provider = organisme de formation;proposé par;organisation;organisme;institution;formateur;prestataire;organisé par
column-level = niveau;difficulté;niveau du cours
column-duration-hours = durée en heures;durée heures;durée;heures;nombre d'heures;volume horaire
column-prerequisites = prérequis;pré-requis;connaissances requises;conditions d'admission
column-outcomes = acquis;acquis d'apprentissage;objectifs pédagogiques;objectifs;compétences visées;compétences acquises
column-access = accès;conditions d'accès;modalités d'accès
column-formats = modalités;modalité;format;formats;mode d'enseignement;mode de formation
column-resources = ressources;supports;supports de cours;matériel pédagogique

# Des événements
column-event-title = titre;nom;intitulé;événement;évènement;nom de l'événement;titre de l'événement;intitulé de l'événement;manifestation
column-event-sectors = secteur;secteurs;secteur d'activité;secteurs d'activité;branche
column-event-start = début;date de début;commence;commence le;du;date;date et heure;heure de début
column-event-end = fin;date de fin;finit le;se termine le;au;heure de fin
column-time-zone = fuseau horaire;fuseau
column-organiser = organisateur;organisatrice;organisé par;organisateurs;organisation;hôte;structure organisatrice;organisation organisatrice
column-place-street = adresse;rue;lieu;salle;lieu de l'événement;adresse postale
column-place-locality = ville;localité;commune;lieu;municipalité
column-place-region = région;province;département;canton
column-place-postcode = code postal;cp
column-online-url = en ligne;lien de connexion;lien en ligne;lien zoom;zoom;lien de la réunion;lien du webinaire;visioconférence
column-series = série;cycle;cycle d'événements
column-edition = édition;numéro d'édition
column-registration-url = s'inscrire;inscription;inscriptions;lien d'inscription;formulaire d'inscription
column-event-deadline = date limite;date limite d'inscription;inscription avant le;clôture des inscriptions;échéance

# Des politiques publiques
column-policy-title = titre;nom;intitulé;loi;politique;nom de la loi;intitulé de la loi;titre de la loi;texte
column-policy-type = type;type de politique;type de texte;nature;nature du texte
column-jurisdiction = juridiction;territoire;territoire d'application;ressort
column-adopted = adoption;date d'adoption;adoptée le;adopté le;date;promulgation;date de promulgation;date du texte
column-in-force = en vigueur;statut;état;état du texte;toujours en vigueur
column-citation = référence;citation;référence officielle;numéro de la loi;journal officiel
column-official-url = texte officiel;lien officiel;lien vers le texte;texte intégral;lien du texte
column-covers = formes juridiques visées;formes visées;formes juridiques;s'applique à;structures visées

# Des commentaires et des statistiques
column-comment-title = titre;sujet;objet
column-comment-original = langue d'origine;langue originale
column-about = à propos de;au sujet de;fiche commentée;sur la fiche
column-comment-parent = en réponse à;réponse à
column-body = commentaire;texte;message;remarque;corps
column-language = langue;langue du commentaire
column-handle = écrit par;auteur;auteure;autrice;pseudonyme;pseudo
column-statistic-title = titre;nom;intitulé;nom de la statistique;titre du tableau
column-statistic-tags = étiquette;étiquettes;mot-clé;mots-clés;thème;thèmes
column-statistic-sectors = secteurs;secteurs de la fiche
column-statistic-source-url = url de la source;lien vers la source
column-indicator = indicateur;variable;nom de l'indicateur;mesure
column-value = valeur;chiffre;montant;nombre
column-unit = unité;unité de mesure;unités
column-area = territoire;zone;lieu;zone géographique;territoire couvert
column-by-sex = sexe;genre;femmes ou hommes;par sexe
column-by-form = forme juridique;par forme juridique;forme;type de structure
column-by-sector = secteur;par secteur;secteur d'activité;branche
column-method = méthode;méthodologie;mode de calcul
column-source = source;source des données

# Ce qui figure dans une ébauche
draft-head =
    Un fichier de correspondance pour { $file }, pour commencer. Rien n'a été importé.
    Lisez chaque ligne, dites ce qui manque encore, puis : ayni import FICHIER --map CE_FICHIER --dry-run
draft-original = La langue des textes. Chaque texte doit exister dans cette langue.
draft-licence = Les conditions auxquelles d'autres peuvent utiliser ces fiches (identifiant SPDX). Obligatoire : ôtez le dièse.
draft-dates = Comment les dates sont écrites, outre 1997-08-14, 1997-08 et 1997.
draft-constant = Chaque fiche a besoin de { $field }. Si c'est le même dans toutes, dites-le ici ; sinon nommez sa colonne plus bas.
draft-oid = Obligatoire : la colonne qui porte votre propre numéro de chaque ligne, pour qu'un second import mette à jour.
draft-unknown = Non comprise : { $column }
draft-several = { $column } peut désigner plus d'un champ : ôtez le dièse de la ligne qui convient.
draft-objects = { $field } est une liste d'objets : complétez la ligne et ôtez le dièse, ou laissez { $column } de côté.
draft-unmapped = { $column } : { $field } est une liste d'objets avec des textes en plusieurs langues, qu'aucune correspondance ne tire d'une cellule.
draft-taken = { $column } : une autre colonne est déjà { $field }.
