# Les mots que l'on écrit en tête de colonne, pour chaque champ qu'un import propose (column-FIELD, avec des traits d'union pour
# les points), et ce qui figure dans un fichier de correspondance ébauché (draft-…). Un point-virgule sépare deux mots ; casse et
# accents ne comptent pas.

column-oid = id;numéro;n°;no;réf;référence;code;identifiant;numéro d'enregistrement
column-title = nom;titre;intitulé;dénomination;raison sociale;nom de la structure;structure;organisation;entreprise;nom de l'entreprise;nom de l'organisation
column-name = nom;nom complet;nom du contact
column-summary = résumé;description courte;présentation
column-countries = pays;code pays
column-country = pays;code pays
column-region = code région;code de la région
column-sectors = secteur;secteurs;activité;activités;secteur d'activité
column-sdgs = odd;objectifs de développement durable
column-tags = étiquette;étiquettes;mots-clés;catégories;thèmes
column-scope = portée;échelle;rayonnement
column-status = statut;état
column-legal-form = forme juridique;statut juridique;forme;type de structure
column-national-form = forme nationale;forme en droit national
column-trading-name = nom commercial;enseigne;marque
column-acronym = sigle;acronyme;abréviation;nom court
column-founded = fondée;création;date de création;année de création;date d'immatriculation;immatriculée le
column-dissolved = dissoute;dissolution;date de dissolution;fermeture;date de fermeture
column-registrations = numéro d'immatriculation;siren;siret;rcs;ninea;numéro fiscal
column-lei = lei;identifiant d'entité juridique
column-address-street = adresse;rue;adresse postale;voie
column-address-locality = ville;localité;commune;municipalité
column-address-region = région;province;département;canton
column-address-postcode = code postal;cp
column-geo-lat = latitude;lat
column-geo-lon = longitude;lon;lng;long
column-description = description;descriptif;objet
column-products = produits;services;produits et services
column-members-women = femmes membres;membres femmes;adhérentes
column-members-men = hommes membres;membres hommes;adhérents hommes
column-members-total = membres;adhérents;nombre de membres;sociétaires
column-workers-women = femmes salariées;salariées;travailleuses
column-workers-men = hommes salariés;travailleurs hommes
column-workers-total = effectif;salariés;nombre de salariés;emplois
column-turnover-band = chiffre d'affaires;tranche de chiffre d'affaires
column-objective = objectif;but;objectifs
column-context = contexte;situation
column-approach = démarche;approche;méthode
column-results = résultats;effets;impact
column-beneficiaries = bénéficiaires;public cible;public visé
column-organisations = organisations;partenaires
column-role = fonction;rôle;poste
column-email = courriel;email;e-mail;mail;adresse électronique
column-phone = téléphone;tél;numéro de téléphone;portable
column-web-site = site web;site internet;site;url
column-urls = site web;site internet;site;url;lien
column-source-url = source;url de la source
column-licence = licence
column-original = langue;langue d'origine
column-languages = langues

draft-head =
    Un fichier de correspondance pour { $file }, pour commencer. Rien n'a été importé.
    Lisez chaque ligne, dites ce qui manque encore, puis : ayni import FICHIER --map CE_FICHIER --dry-run
draft-original = La langue des textes. Chaque texte doit exister dans cette langue.
draft-licence = Les conditions auxquelles d'autres peuvent utiliser ces fiches (identifiant SPDX). Obligatoire : ôtez le dièse.
draft-dates = Comment les dates sont écrites, outre 1997-08-14, 1997-08 et 1997.
draft-constant = Chaque fiche a besoin de { $field }. Si c'est le même dans toutes, dites-le ici ; sinon nommez sa colonne plus bas.
draft-oid = Obligatoire : la colonne qui porte votre propre numéro de chaque ligne, pour qu'un second import mette à jour.
draft-unknown = Non comprise : { $column }
